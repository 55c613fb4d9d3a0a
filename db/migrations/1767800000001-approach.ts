import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Threats that came too early for a rule, and when their windows are near. */
export class Approach1767800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table approach (
        incident_id uuid not null,
        rule_id uuid not null,
        due_at timestamptz not null,
        primary key (incident_id, rule_id)
      )`)
    await runner.query(`create index approach_due on approach (due_at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table approach`)
  }
}
