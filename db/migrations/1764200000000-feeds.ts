import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Feeds with how they do, what they brought and in which version, and what could not be taken. */
export class Feeds1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [feed, due, item, alias, hour, reject, rejectLast]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table feed_reject, feed_hour, feed_alias, feed_item, feed`)
  }
}

const feed = `
  create table feed (
    id uuid primary key,
    revision int not null,
    seq bigint not null,
    content jsonb not null,
    way text not null,
    enabled boolean not null,
    removed boolean not null default false,
    since timestamptz not null,
    due_at timestamptz,
    lease_until timestamptz,
    last_poll_at timestamptz,
    last_success_at timestamptz,
    last_news_at timestamptz,
    failures int not null default 0,
    error text,
    skew_ms float8,
    etag text,
    last_modified text,
    state text not null,
    reason text not null,
    told_at timestamptz not null,
    outage_at timestamptz,
    outage_incident uuid,
    zone_id uuid,
    secret text
  )`

const due = `create index feed_due on feed (due_at) where enabled and not removed`

const item = `
  create table feed_item (
    feed_id uuid not null references feed,
    external_id text not null,
    updated_at timestamptz,
    hash text not null,
    gone boolean not null,
    incident_id uuid,
    primary key (feed_id, external_id)
  )`

const alias = `
  create table feed_alias (
    feed_id uuid not null references feed,
    alias text not null,
    external_id text not null,
    primary key (feed_id, alias)
  )`

const hour = `
  create table feed_hour (
    feed_id uuid not null references feed,
    hour timestamptz not null,
    news int not null,
    rejected int not null,
    primary key (feed_id, hour)
  )`

const reject = `
  create table feed_reject (
    id uuid primary key,
    feed_id uuid not null references feed,
    key text not null,
    external_id text,
    raw text not null,
    draft jsonb,
    errors jsonb not null,
    count int not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    unique (feed_id, key)
  )`

const rejectLast = `create index feed_reject_last on feed_reject (feed_id, last_at desc, id desc)`
