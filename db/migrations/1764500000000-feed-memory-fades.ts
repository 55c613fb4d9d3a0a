import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is known of a feed's items is kept for as long as their source lists them, and some time after: so it is noted when
 * they were seen last. What a person has settled of the rejected items stays known, so that it does not come back.
 */
export class FeedMemoryFades1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['feed_item', 'feed_alias']) {
      await runner.query(`alter table ${table} add column seen_at timestamptz not null default now()`)
      await runner.query(`create index ${table}_seen on ${table} (seen_at)`)
    }
    await runner.query(`alter table feed_reject add column settled_at timestamptz`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from feed_reject where settled_at is not null`)
    await runner.query(`alter table feed_reject drop column settled_at`)
    for (const table of ['feed_alias', 'feed_item']) await runner.query(`alter table ${table} drop column seen_at`)
  }
}
