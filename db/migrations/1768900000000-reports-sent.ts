import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A delivery tells of an alert or of a report: both wait in the same outbox. */
export class ReportsSent1768900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from delivery where sitrep_id is not null`)
    await runner.query(`alter table delivery drop column sitrep_id`)
    await runner.query(`alter table delivery alter column alert_id set not null`)
  }
}

const statements = [
  // A column that is null takes no room, so that what tells of an alert is written as before. With a draft goes what
  // asked somebody to sign it.
  `alter table delivery add column sitrep_id uuid references sitrep on delete cascade`,
  `alter table delivery alter column alert_id drop not null`,
  `alter table delivery add constraint delivery_of_one_thing check ((alert_id is null) <> (sitrep_id is null))`,
  // Each address once for each version of a report.
  `create unique index delivery_of_sitrep on delivery (sitrep_id, kind, address) where sitrep_id is not null`,
]
