import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A report is written by the statement that writes its incident, or while the head of the feed is held, without which no
 * incident goes; a source never goes. What an import wrote is noted by the statement that moves the import on. The checks
 * for each row were a sixth of the database's time for a file of history, and wrote locks into the rows of sources.
 */
export class LeanReports1770400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of references) {
      await runner.query(`alter table ${table} drop constraint ${table}_${column}_fkey`)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column, target] of references) {
      await runner.query(`
        alter table ${table} add constraint ${table}_${column}_fkey foreign key (${column}) references ${target}`)
    }
  }
}

const references = [
  ['incident', 'source_id', 'source'],
  ['report', 'source_id', 'source'],
  ['report', 'incident_id', 'incident'],
  ['import_incident', 'import_id', 'import on delete cascade'],
] as const
