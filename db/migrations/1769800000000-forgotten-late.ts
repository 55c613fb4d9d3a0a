import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What has to be known to forget somebody once more, until all that was under way meanwhile is over; null then. */
export class ForgottenLate1769800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table forgotten add column late jsonb')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table forgotten drop column late')
  }
}
