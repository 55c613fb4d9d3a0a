import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What comes in is the newest there is. In an index that runs from the oldest to the newest it goes to the end, which
 * PostgreSQL has at hand, and leaves full pages behind; at the beginning it left them half empty. Lists of the newest first
 * read it backwards.
 */
export class NewestLast1770450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [index, table, columns] of indexes) {
      await runner.query(`drop index ${index}`)
      await runner.query(`create index ${index} on ${table} (${columns.replaceAll(' desc', '')})`)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [index, table, columns] of indexes) {
      await runner.query(`drop index ${index}`)
      await runner.query(`create index ${index} on ${table} (${columns})`)
    }
  }
}

const indexes = [
  ['alert_raised', 'alert', 'raised_at desc, id desc'],
  ['alert_event_at', 'alert_event', 'at desc'],
  ['incident_time', 'incident', 'occurred_from desc, id desc'],
  ['incident_source_time', 'incident', `(source_id || ''), occurred_from desc, id desc`],
  ['report_recorded', 'report', 'recorded_at desc, id desc'],
] as const
