import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What rules that wait for silence have heard last, and when they miss the next. */
export class Absence1767800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table absence (
        rule_id uuid primary key,
        hours double precision,
        since timestamptz not null,
        due_at timestamptz,
        silent_since timestamptz,
        incident_id uuid
      )`)
    await runner.query(`create index absence_due on absence (due_at) where incident_id is null`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table absence`)
  }
}
