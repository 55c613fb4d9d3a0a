import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the last night could not archive, and why. */
export class FailedNights1769350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table keeping add column failures jsonb not null default '[]'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table keeping drop column failures')
  }
}
