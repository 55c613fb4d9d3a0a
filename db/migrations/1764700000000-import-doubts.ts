import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How many rows of an import came in with a tag, as their governorate and their point do not agree. */
export class ImportDoubts1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table import add column warned integer not null default 0`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table import drop column warned`)
  }
}
