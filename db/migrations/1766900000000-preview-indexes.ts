import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Finds the few incidents that were revised, and the few whose place is known vaguely, without reading all the others. */
export class PreviewIndexes1766900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index incident_wide on incident (recorded_at) where uncertainty_metres > 100000`)
    await runner.query(`create index incident_revised on incident (recorded_at) where revision > 1 and not history`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index incident_wide, incident_revised`)
  }
}
