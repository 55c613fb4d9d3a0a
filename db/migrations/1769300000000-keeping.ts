import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How long what is kept stays in the database, what is held whatever its age, and what has gone into files. */
export class Keeping1769300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of guarded) await runner.query(`drop trigger ${table}_stays on ${table}`)
    await runner.query('drop function history_stays')
    await runner.query('drop index report_key_report')
    await runner.query('drop table keeping, keeping_revision, hold, archive, archived_alert')
  }
}

/** What is history, and the class as part of which it may go. */
const guarded = [
  ['incident_revision', 'incident'],
  ['report_revision', 'incident'],
  ['alert_event', 'alert'],
  ['log_entry', 'log'],
] as const

const statements = [
  // `next_at` is the timer of the night's work, `lease_by` whoever is at it. Periods in days, by class; none is for ever.
  `create table keeping (
    one boolean primary key default true check (one),
    revision int not null,
    periods jsonb not null,
    in_force_at timestamptz,
    next_at timestamptz,
    lease_by uuid,
    lease_until timestamptz
  )`,
  `insert into keeping (revision, periods) values (0, '{}')`,
  `create table keeping_revision (
    revision int primary key,
    at timestamptz not null,
    body jsonb not null
  )`,
  `create table hold (
    id uuid primary key,
    released boolean not null,
    body jsonb not null
  )`,
  // A file that is written is verified before its rows go: `writing`, `written`, then `deleted`; `done` once that is noted.
  `create table archive (
    id uuid primary key,
    class text not null,
    state text not null check (state in ('writing', 'written', 'deleted', 'done')),
    before timestamptz not null,
    made_at timestamptz not null,
    file text not null,
    things int not null,
    rows int not null default 0,
    sha256 text,
    restored_at timestamptz
  )`,
  `create index archive_made on archive (made_at desc, id desc)`,
  `create index archive_open on archive (made_at) where state <> 'done'`,
  // That a rule has told of an incident is known still when the alert is in a file.
  `create table archived_alert (
    id uuid primary key,
    incident_id uuid not null,
    audience text not null
  )`,
  `create index archived_alert_incident on archived_alert (incident_id)`,
  // Whoever takes a report away, and the constraint, look for its keys.
  `create index report_key_report on report_key (report_id)`,
  `create function history_stays() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from archive
      where id::text = current_setting('cordon.archive', true) and state = 'written' and class = tg_argv[0]
    ) then
      raise exception 'What stands in % goes into an archive or stays.', tg_table_name using errcode = 'restrict_violation';
    end if;
    return null;
  end $$`,
  ...guarded.map(
    ([table, kind]) => `create trigger ${table}_stays before delete on ${table}
      for each statement execute function history_stays('${kind}')`,
  ),
]
