import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Reports keep what they claim, can be corrected with their earlier words kept, and are known again by their link or by
 * what they say; incidents can be merged; a source's reliability has a history.
 */
export class ReportsClaimsMerges1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table report add column claims jsonb, add column content_hash bytea,
        add column revision int not null default 1, add column withdrawn boolean not null default false`)
    // A link may be longer than a B-tree takes; what has neither costs nothing.
    await runner.query(`create index report_link on report using hash (link) where link is not null`)
    await runner.query(`create index report_content on report using hash (content_hash) where content_hash is not null`)
    for (const table of tables) await runner.query(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table report_revision, source_revision, incident_merged, incident_distinct`)
    await runner.query(`drop index report_link, report_content`)
    await runner.query(`
      alter table report drop column claims, drop column content_hash, drop column revision, drop column withdrawn`)
  }
}

const tables = [
  // What a report said before each of its corrections; what it says now stands in the report.
  `create table report_revision (
    report_id uuid not null,
    revision int not null,
    body jsonb not null,
    replaced_at timestamptz not null,
    replaced_by text not null,
    reason text not null,
    primary key (report_id, revision)
  )`,
  `create table source_revision (
    source_id text not null references source,
    revision int not null,
    reliability text not null,
    kind text not null,
    reliability_before text not null,
    kind_before text not null,
    at timestamptz not null,
    by text not null,
    reason text,
    primary key (source_id, revision)
  )`,
  `create table incident_merged (
    incident_id uuid primary key,
    into_id uuid not null
  )`,
  `create index incident_merged_into on incident_merged (into_id)`,
  // Pairs of which somebody said that they are not one, the lower id first.
  `create table incident_distinct (
    one_id uuid not null,
    other_id uuid not null,
    at timestamptz not null,
    by text not null,
    reason text,
    primary key (one_id, other_id)
  )`,
  `create index incident_distinct_other on incident_distinct (other_id)`,
]
