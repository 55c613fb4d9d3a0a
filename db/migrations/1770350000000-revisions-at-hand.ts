import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A revision that many rules were asked of lies with its trace as it is: packing two or three kilobytes took as long as
 * storing several alerts. What is longer is packed as before.
 */
export class RevisionsAtHand1770350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table incident_revision set (toast_tuple_target = 4096)')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table incident_revision reset (toast_tuple_target)')
  }
}
