import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Places that an operator brings: each list comes and goes as a whole, and a number tells the nodes that one has. */
export class PlaceLists1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table place_list (
        id uuid primary key,
        name text not null,
        source text not null,
        active boolean not null,
        recorded_at timestamptz not null,
        recorded_by text not null
      )`)
    await runner.query(`
      create table place (
        list_id uuid not null references place_list on delete cascade,
        id text not null,
        body jsonb not null,
        primary key (list_id, id)
      )`)
    await runner.query(`create table place_head (version bigint not null)`)
    await runner.query(`insert into place_head values (0)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table place_head`)
    await runner.query(`drop table place`)
    await runner.query(`drop table place_list`)
  }
}
