import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether all that a source told has been graded anew since its reliability was changed, so that a restart goes on. */
export class Regradings1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table source_revision add column regraded boolean not null default true`)
    // How far a regrading came that was under way is not known; doing it again changes nothing.
    await runner.query(`
      update source_revision set regraded = false
      where reliability <> reliability_before and at > now() - interval '1 day'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table source_revision drop column regraded`)
  }
}
