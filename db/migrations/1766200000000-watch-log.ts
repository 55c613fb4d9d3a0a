import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The watch log with what its entries are about, shifts, and handovers as they were signed. Alerts and feeds are read
 * into the log from where they stand, so what happened to them is found by its time.
 */
export class WatchLog1766200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index alert_event_at, incident_feed_silent`)
    await runner.query(`drop table log_attachment, log_entry, handover, shift`)
    await runner.query(`delete from change where kind = 'log'`)
  }
}

const statements = [
  `create table log_entry (
    id uuid primary key,
    revision int not null,
    seq bigint not null,
    kind text not null,
    at timestamptz not null,
    by_id uuid not null,
    words tsvector not null,
    body jsonb not null
  )`,
  `create index log_entry_at on log_entry (at desc, id desc)`,
  `create index log_entry_words on log_entry using gin (words)`,
  `create table log_attachment (
    entry_id uuid not null references log_entry,
    kind text not null,
    thing_id uuid not null,
    primary key (entry_id, kind, thing_id)
  )`,
  `create index log_attachment_thing on log_attachment (thing_id, entry_id)`,
  `create table shift (
    id uuid primary key,
    account_id uuid not null,
    began_at timestamptz not null,
    ended_at timestamptz,
    body jsonb not null
  )`,
  `create index shift_began on shift (began_at desc, id desc)`,
  // Nobody is on watch twice at once.
  `create unique index shift_on on shift (account_id) where ended_at is null`,
  `create table handover (
    id uuid primary key,
    state text not null,
    from_id uuid not null,
    begun_at timestamptz not null,
    body jsonb not null
  )`,
  `create index handover_begun on handover (begun_at desc, id desc)`,
  `create unique index handover_open on handover (from_id) where state in ('draft', 'signed')`,
  `create index alert_event_at on alert_event (at desc)`,
  `create index incident_feed_silent on incident (id) where type = 'feed-silent'`,
]
