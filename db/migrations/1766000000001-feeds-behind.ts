import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A feed that tells what it told before, as from a cache that was forgotten, is seen by when its payloads were made. */
export class FeedsBehind1766000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table feed add column made_at timestamptz, add column behind_ms double precision`)
    await runner.query(`alter table feed_hour add column behind int not null default 0`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table feed_hour drop column behind`)
    await runner.query(`alter table feed drop column made_at, drop column behind_ms`)
  }
}
