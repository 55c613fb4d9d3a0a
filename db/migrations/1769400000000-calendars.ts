import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Calendars that rules' hours go by, in versions; a text that several versions share is kept once, by its hash. */
export class Calendars1769400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table calendar_version, calendar, calendar_source')
  }
}

const statements = [
  `create table calendar_source (
    hash text primary key,
    source text not null
  )`,
  `create table calendar (
    id uuid primary key,
    version int not null,
    seq bigint not null,
    audience text not null,
    archived boolean not null,
    body jsonb not null
  )`,
  `create table calendar_version (
    calendar_id uuid not null references calendar,
    version int not null,
    recorded_at timestamptz not null,
    body jsonb not null,
    primary key (calendar_id, version)
  )`,
]
