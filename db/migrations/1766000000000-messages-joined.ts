import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A message stays known by what its earlier versions were known by, so that it never matters which of them came first.
 * Where an incident that stands for others is merged itself, they follow it, and it is kept through which one they came.
 */
export class MessagesJoined1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table report_key`)
    await runner.query(`alter table incident_merged drop column through_id`)
    await runner.query(`alter table incident_distinct drop column undone`)
  }
}

const statements = [
  // What a report is known by beside its own columns; what is not said by that version is null.
  `create table report_key (
    report_id uuid not null references report,
    source_id text not null,
    external_id text,
    link text,
    content_hash bytea
  )`,
  `create index report_key_external on report_key (source_id, external_id) where external_id is not null`,
  `create index report_key_link on report_key using hash (link) where link is not null`,
  `create index report_key_content on report_key using hash (content_hash) where content_hash is not null`,
  `alter table incident_merged add column through_id uuid`,
  // Kept apart because a merge was undone, and not because somebody said that they are two.
  `alter table incident_distinct add column undone boolean not null default false`,
]
