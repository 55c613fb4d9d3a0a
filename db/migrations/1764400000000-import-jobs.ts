import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * An import is a job that the server itself may drive: it can be paused, goes on after a restart, and knows what it
 * brought, so that all of it can be taken back. A file that is in may be imported again: what it says then counts anew.
 */
export class ImportJobs1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import drop constraint import_sha256_key,
        add column state text not null default 'sending',
        add column bytes bigint not null default 0,
        add column received bigint not null default 0,
        add column share real not null default 0,
        add column format text,
        add column mapping jsonb,
        add column fault text,
        add column ended_at timestamptz,
        add column undone_at timestamptz,
        add column undone_by text,
        add column withdrawn int not null default 0,
        add column put_back int not null default 0,
        add column kept int not null default 0`)
    await runner.query(`update import set state = 'finished', share = 1 where finished`)
    await runner.query(`create unique index import_open on import (sha256) where not finished`)
    await runner.query(`create index import_created on import (created_at desc, id desc)`)
    await runner.query(`
      create table import_incident (
        import_id uuid not null references import on delete cascade,
        incident_id uuid not null,
        revision int not null,
        what text not null,
        undone text,
        primary key (import_id, incident_id)
      )`)
    await runner.query(`
      create table import_mapping (
        name text primary key,
        mapping jsonb not null,
        header jsonb not null,
        saved_at timestamptz not null,
        saved_by text not null
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table import_mapping, import_incident`)
    await runner.query(`drop index import_open, import_created`)
    await runner.query(`
      delete from import_refusal where import_id not in (select distinct on (sha256) id from import
        order by sha256, created_at desc)`)
    await runner.query(`
      delete from import where id not in (select distinct on (sha256) id from import order by sha256, created_at desc)`)
    await runner.query(`
      alter table import drop column state, drop column bytes, drop column received, drop column share,
        drop column format, drop column mapping, drop column fault, drop column ended_at, drop column undone_at,
        drop column undone_by, drop column withdrawn, drop column put_back, drop column kept,
        add constraint import_sha256_key unique (sha256)`)
  }
}
