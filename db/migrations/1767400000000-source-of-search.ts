import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The index by which a search follows a source stays out of the way of ingest, which looks for a source's own id: a planner
 * that has not counted yet how much one source tells took it for that, and read all that the source had ever told for each
 * row of an import.
 */
export class SourceOfSearch1767400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index incident_source_time`)
    await runner.query(`create index incident_source_time on incident ((source_id || ''), occurred_from desc, id desc)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index incident_source_time`)
    await runner.query(`create index incident_source_time on incident (source_id, occurred_from desc, id desc)`)
  }
}
