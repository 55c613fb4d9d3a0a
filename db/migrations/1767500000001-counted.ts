import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What rules that ask for several at once have counted so far. */
export class Counted1767500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table counted (
        rule_id uuid not null,
        incident_id uuid not null,
        rule_version integer not null,
        revision integer not null,
        at timestamptz not null,
        primary key (rule_id, incident_id)
      )`)
    await runner.query(`create index counted_at on counted (rule_id, at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table counted`)
  }
}
