import type { MigrationInterface, QueryRunner } from 'typeorm'

/** People whose names were forgotten: what stands in their place, and by what an archive is known that still names them. */
export class Forgotten1769500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace function sitrep_stays() returns trigger language plpgsql as $$
    begin
      raise exception 'Report % is signed and stays as it is.', old.id using errcode = 'restrict_violation';
    end $$`)
    await runner.query('drop table forgotten')
  }
}

const statements = [
  // `name_hash` is scrypt of the name in lower case with `salt`: it recognises the name, and does not tell it.
  `create table forgotten (
    account_id uuid primary key references account (id),
    number int not null unique,
    instead text not null,
    salt bytea not null,
    name_hash bytea not null,
    at timestamptz not null,
    by jsonb not null,
    reason text not null,
    is_done boolean not null default false
  )`,
  // What is signed stays but for the names of who made and signed it, in the transaction that forgets a person.
  `create or replace function sitrep_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and new.content = old.content and new.body->>'hash' = old.body->>'hash' and exists (
      select from forgotten where account_id::text = current_setting('cordon.forgets', true) and not is_done
    ) then
      return new;
    end if;
    raise exception 'Report % is signed and stays as it is.', old.id using errcode = 'restrict_violation';
  end $$`,
]
