import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How people are reached outside the page, what of they are told there, and deliveries that wait for an answer. */
export class ContactsOutbox1766700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of undone) await runner.query(statement)
  }
}

const statements = [
  `create table contact (
    id uuid primary key,
    account_id uuid not null references account(id) on delete cascade,
    channel text not null,
    format text,
    label text not null,
    shown text not null,
    sealed text not null,
    place int not null,
    enabled boolean not null default true,
    exercises boolean not null default false,
    created_at timestamptz not null,
    verified_at timestamptz,
    code_hash text,
    code_at timestamptz,
    code_tries int not null default 0,
    codes int not null default 0,
    gone_at timestamptz,
    failures int not null default 0,
    paused_until timestamptz
  )`,
  `create index contact_account on contact (account_id, place)`,
  `create table subscription (
    zone_id uuid not null references zone(id),
    account_id uuid not null references account(id) on delete cascade,
    min_severity text,
    min_rank int not null,
    how text not null,
    primary key (zone_id, account_id)
  )`,
  `create index subscription_account on subscription (account_id)`,
  // A constant default is kept beside the table: no row is rewritten.
  `alter table delivery
    add column kind text not null default 'alert',
    add column correction bigint not null default 0,
    add column account_id uuid,
    add column answers uuid,
    add column about jsonb,
    add column letter uuid,
    add column made_at timestamptz`,
  `alter table delivery drop constraint delivery_alert_id_alert_revision_channel_address_key`,
  `create unique index delivery_once on delivery (alert_id, alert_revision, channel, address, correction)`,
  // What is told on the page has no part in these, so that an alert that nobody is told outside pays nothing for them.
  `create index delivery_outside on delivery (address, due_at) where state = 'due' and channel <> 'page'`,
  `create index delivery_of_contact on delivery (address, due_at desc, id desc) where channel <> 'page'`,
  `create index delivery_stuck on delivery (made_at) where state in ('due', 'dead') and channel <> 'page'`,
]

const undone = [
  `delete from delivery where channel <> 'page'`,
  `drop index delivery_once`,
  `alter table delivery drop column kind, drop column correction, drop column account_id, drop column answers,
    drop column about, drop column letter, drop column made_at`,
  `alter table delivery add constraint delivery_alert_id_alert_revision_channel_address_key
    unique (alert_id, alert_revision, channel, address)`,
  `drop table subscription`,
  `drop table contact`,
]
