import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Searches of history that people keep under names of their own, for themselves or for everybody who reads. */
export class SavedSearches1768300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table saved_search (
        id uuid primary key,
        account_id uuid not null references account on delete cascade,
        name text not null,
        address text not null,
        shared boolean not null,
        saved_at timestamptz not null,
        unique (account_id, name)
      )`)
    await runner.query(`create index saved_search_shared on saved_search (name, id) where shared`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table saved_search`)
  }
}
