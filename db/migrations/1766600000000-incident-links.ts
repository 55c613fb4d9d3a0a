import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which incidents bear on each other, as people said it; a link that was removed stays to be read. */
export class IncidentLinks1766600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table incident_link`)
  }
}

const statements = [
  `create table incident_link (
    id uuid primary key,
    kind text not null,
    from_id uuid not null,
    to_id uuid not null,
    is_removed boolean not null default false,
    body jsonb not null
  )`,
  `create index incident_link_from on incident_link (from_id)`,
  `create index incident_link_to on incident_link (to_id)`,
  // The same is said of two incidents once, whichever comes first.
  `create unique index incident_link_pair on incident_link (least(from_id, to_id), greatest(from_id, to_id), kind)
    where not is_removed`,
]
