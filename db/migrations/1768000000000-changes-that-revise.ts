import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the house looks for in the feed each second, whether something that alerts hang on was revised, among all that was not. */
export class ChangesThatRevise1768000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index change_revises on change (seq) where (kind = 'incident' and revision > 1) or kind = 'history'`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index change_revises`)
  }
}
