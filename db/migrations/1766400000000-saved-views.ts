import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Views of the queue that people keep under names of their own. */
export class SavedViews1766400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table saved_view (
        id uuid primary key,
        account_id uuid not null references account on delete cascade,
        name text not null,
        address text not null,
        saved_at timestamptz not null,
        unique (account_id, name)
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table saved_view`)
  }
}
