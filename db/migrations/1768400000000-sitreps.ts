import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Monthly reports: as they are, as they were before each edit, and none that is signed ever changed. */
export class Sitreps1768400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sitrep_revision, sitrep`)
    await runner.query(`drop function sitrep_stays`)
  }
}

const statements = [
  // What a list tells is in `body`; what a report tells of incidents is long, and is read with one report alone.
  `create table sitrep (
    id uuid primary key,
    state text not null,
    made_at timestamptz not null,
    corrects uuid references sitrep,
    body jsonb not null,
    content jsonb not null
  )`,
  `create index sitrep_made on sitrep (made_at desc, id desc)`,
  // One correction each: whoever corrects the correction says so.
  `create unique index sitrep_corrects on sitrep (corrects) where corrects is not null`,
  `create table sitrep_revision (
    sitrep_id uuid not null references sitrep on delete cascade,
    revision int not null,
    body jsonb not null,
    primary key (sitrep_id, revision)
  )`,
  // Whatever writes here, now or later: what is signed stays.
  `create function sitrep_stays() returns trigger language plpgsql as $$
  begin
    raise exception 'Report % is signed and stays as it is.', old.id using errcode = 'restrict_violation';
  end $$`,
  `create trigger sitrep_stays before update or delete on sitrep
    for each row when (old.state = 'signed') execute function sitrep_stays()`,
]
