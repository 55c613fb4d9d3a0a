import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Files that are prepared for whoever asked for them, and how far each is. */
export class ExportJobs1769900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table export_job')
  }
}

const statements = [
  `create table export_job (
    id uuid primary key,
    owner text not null,
    format text not null check (format in ('csv', 'geojson', 'kml', 'fgb')),
    search jsonb not null,
    as_of timestamptz not null,
    seen_km int,
    state text not null check (state in ('running', 'paused', 'failed', 'ready')),
    about bigint,
    rows bigint not null,
    bytes bigint not null,
    after_at timestamptz,
    after_id uuid,
    sha256 text,
    fault text,
    created_at timestamptz not null,
    moved_at timestamptz not null,
    ended_at timestamptz
  )`,
  'create index export_job_owner on export_job (owner, created_at)',
]
