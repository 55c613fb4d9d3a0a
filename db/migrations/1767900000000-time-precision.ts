import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * How well the time of an incident is known, beside the row that lists read: what is counted by the week has to tell
 * what happened in one from what somebody knows the month of.
 */
export class TimePrecision1767900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['incident', 'incident_past']) {
      await runner.query(`alter table ${table} add column time_precision text not null default 'exact'`)
      await runner.query(`update ${table} i set time_precision = v.body->>'timePrecision' from incident_revision v
        where v.incident_id = i.id and v.revision = i.revision and v.body->>'timePrecision' <> 'exact'`)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['incident', 'incident_past']) {
      await runner.query(`alter table ${table} drop column time_precision`)
    }
  }
}
