import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The first shape of the database: what is known, what is watched, what was told, and who may do what. */
export class IncidentsZonesAlerts1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [extensions, changes, access, incidents, zones, alerts, imports]) await runner.query(part)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table import_refusal, import, delivery, decision, alert_event, alert, rule_version, rule, zone_part,
        zone_version, zone, facility, report, incident_revision, incident, source, idempotency, token, session,
        account, change, change_head`)
  }
}

const extensions = `
  create extension if not exists postgis;
  create extension if not exists btree_gist;`

// One row holds the head of the feed. Whoever appends updates it in the same statement and so waits for the one before
// to commit: positions become visible in order and without gaps.
const changes = `
  create table change_head (
    one boolean primary key default true check (one),
    seq bigint not null
  );
  insert into change_head values (true, 0);
  create table change (
    seq bigint primary key,
    kind text not null,
    id uuid not null,
    revision int not null,
    audience text not null,
    at timestamptz not null,
    body jsonb
  );
  create index change_at on change (at);`

const access = `
  create table account (
    id uuid primary key,
    name text not null,
    name_key text not null unique,
    role text not null,
    password_hash text not null,
    disabled boolean not null default false,
    created_at timestamptz not null
  );
  create table session (
    id_hash bytea primary key,
    account_id uuid not null references account on delete cascade,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text,
    agent text
  );
  create index session_account on session (account_id);
  create table token (
    id uuid primary key,
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  create table idempotency (
    principal text not null,
    key text not null,
    route text not null,
    request_hash bytea not null,
    status int,
    headers jsonb,
    body text,
    at timestamptz not null,
    primary key (principal, key)
  );
  create index idempotency_at on idempotency (at);`

const incidents = `
  create table source (
    id text primary key,
    name text not null,
    kind text not null,
    reliability text not null,
    created_at timestamptz not null
  );
  create table incident (
    id uuid primary key,
    revision int not null,
    seq bigint not null,
    kind text not null,
    type text not null,
    severity text not null,
    status text not null,
    grade text not null,
    exercise boolean not null,
    history boolean not null,
    occurred_from timestamptz not null,
    occurred_to timestamptz,
    recorded_at timestamptz not null,
    source_id text references source,
    external_id text,
    content_hash bytea not null,
    geom geometry(Point, 4326) not null,
    uncertainty_metres double precision not null,
    words tsvector not null
  );
  create unique index incident_external on incident (source_id, external_id) where external_id is not null;
  create index incident_place_time on incident using gist (geom, occurred_from);
  create index incident_time on incident (occurred_from desc, id desc);
  create index incident_time_type on incident (occurred_from, type) include (severity);
  create index incident_words on incident using gin (words);
  create table incident_revision (
    incident_id uuid not null references incident,
    revision int not null,
    seq bigint not null,
    recorded_at timestamptz not null,
    body jsonb not null,
    primary key (incident_id, revision)
  );
  create index incident_revision_recorded on incident_revision (recorded_at);
  create table report (
    id uuid primary key,
    incident_id uuid not null references incident,
    source_id text not null references source,
    reliability text not null,
    credibility text not null,
    origin text,
    external_id text,
    title text not null,
    body text,
    link text,
    reported_at timestamptz not null,
    recorded_at timestamptz not null
  );
  create index report_incident on report (incident_id);
  create unique index report_external on report (source_id, external_id) where external_id is not null;
  create index report_recorded on report (recorded_at desc, id desc);`

// zone.shape is the drawn core of the current version (a point, line or area, edges cut short); zone_part holds it in small
// pieces, each with the lon/lat boxes that its reach can touch, so that one index probe finds all candidates.
const zones = `
  create table facility (
    id uuid primary key,
    revision int not null,
    seq bigint not null,
    name text not null,
    geom geometry(Point, 4326) not null,
    body jsonb not null
  );
  create table zone (
    id uuid primary key,
    version int not null,
    seq bigint not null,
    owner_id uuid not null,
    visibility text not null,
    archived boolean not null,
    name text not null,
    core_metres double precision not null,
    reach_metres double precision not null,
    shape geography not null,
    boundary geography,
    pieces int not null,
    centre geography(Point, 4326) not null
  );
  create index zone_name on zone (name, id);
  create table zone_version (
    zone_id uuid not null references zone,
    version int not null,
    recorded_at timestamptz not null,
    shape geography not null,
    body jsonb not null,
    primary key (zone_id, version)
  );
  create table zone_part (
    zone_id uuid not null references zone,
    box geometry(Polygon, 4326) not null,
    threshold_metres double precision not null,
    shape geography not null
  );
  create index zone_part_box on zone_part using gist (box);
  create index zone_part_zone on zone_part (zone_id);
  create table rule (
    id uuid primary key,
    version int not null,
    seq bigint not null,
    zone_id uuid not null references zone,
    owner_id uuid not null,
    enabled boolean not null,
    cooldown_minutes double precision not null
  );
  create index rule_zone on rule (zone_id);
  create table rule_version (
    rule_id uuid not null references rule,
    version int not null,
    recorded_at timestamptz not null,
    body jsonb not null,
    primary key (rule_id, version)
  );`

const alerts = `
  create table alert (
    id uuid primary key,
    revision int not null,
    seq bigint not null,
    state text not null,
    incident_id uuid not null references incident,
    rule_id uuid not null references rule,
    rule_version int not null,
    zone_id uuid not null references zone,
    owner_id uuid,
    audience text not null,
    raised_at timestamptz not null,
    shelved_until timestamptz,
    closed_at timestamptz,
    body jsonb not null,
    unique (incident_id, rule_id, rule_version)
  );
  create index alert_raised on alert (raised_at desc, id desc);
  create index alert_rule on alert (rule_id, raised_at desc);
  create index alert_zone on alert (zone_id);
  create index alert_open on alert (state) where state <> 'closed';
  create index alert_shelved on alert (shelved_until) where state = 'shelved';
  create table alert_event (
    alert_id uuid not null references alert,
    revision int not null,
    at timestamptz not null,
    by text not null,
    what text not null,
    detail text,
    primary key (alert_id, revision)
  );
  create table decision (
    incident_id uuid not null references incident,
    incident_revision int not null,
    rule_id uuid not null,
    rule_version int not null,
    zone_version int not null,
    fired boolean not null,
    stage text not null,
    reason text not null,
    certainty text not null,
    distance_metres double precision not null,
    at timestamptz not null,
    primary key (incident_id, incident_revision, rule_id, rule_version)
  );
  create index decision_rule on decision (rule_id, at desc);
  create table delivery (
    id uuid primary key,
    alert_id uuid not null references alert,
    alert_revision int not null,
    channel text not null,
    address text not null,
    state text not null,
    tries int not null,
    due_at timestamptz not null,
    lease_until timestamptz,
    sent_at timestamptz,
    last_error text,
    unique (alert_id, alert_revision, channel, address)
  );
  create index delivery_due on delivery (due_at) where state = 'due';`

const imports = `
  create table import (
    id uuid primary key,
    name text not null,
    sha256 text not null unique,
    next_row int not null,
    stored int not null,
    unchanged int not null,
    revised int not null,
    refused int not null,
    finished boolean not null,
    created_at timestamptz not null,
    created_by text not null
  );
  create table import_refusal (
    import_id uuid not null references import,
    row int not null,
    line int not null,
    errors jsonb not null,
    primary key (import_id, row)
  );`
