import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When somebody tried out a feed of alerts last, and by which key its readers know that. */
export class FeedsOfAlerts1767200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table contact add column tested_key uuid, add column tested_at timestamptz`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from delivery where channel = 'feed'`)
    await runner.query(`delete from contact where channel = 'feed'`)
    await runner.query(`alter table contact drop column tested_key, drop column tested_at`)
  }
}
