import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When reports are drawn up by themselves, and to whom they go once they are signed. */
export class ReportSchedules1768900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table sitrep drop column schedule_id`)
    await runner.query(`drop table sitrep_schedule`)
  }
}

const statements = [
  // `next_at` is the timer: null where nothing is due. `done_period` begins the last month that was drawn up. A run that
  // failed is tried again at `again_at`.
  `create table sitrep_schedule (
    id uuid primary key,
    revision int not null,
    removed boolean not null default false,
    body jsonb not null,
    next_at timestamptz,
    done_period timestamptz,
    again_at timestamptz,
    error text
  )`,
  // What is signed stays as it is, also where its schedule goes: nothing refers to that.
  `alter table sitrep add column schedule_id uuid`,
]
