-- The shape of the database after all migrations. Written by npm run db:schema; do not edit.

create table absence (
  rule_id uuid not null,
  hours double precision,
  since timestamp with time zone not null,
  due_at timestamp with time zone,
  silent_since timestamp with time zone,
  incident_id uuid,
  constraint absence_pkey PRIMARY KEY (rule_id)
);
CREATE INDEX absence_due ON public.absence USING btree (due_at) WHERE (incident_id IS NULL);

create table account (
  id uuid not null,
  name text not null,
  name_key text not null,
  role text not null,
  password_hash text not null,
  disabled boolean not null default false,
  created_at timestamp with time zone not null,
  constraint account_name_key_key UNIQUE (name_key),
  constraint account_pkey PRIMARY KEY (id)
);

create table alert (
  id uuid not null,
  revision integer not null,
  seq bigint not null,
  state text not null,
  incident_id uuid not null,
  rule_id uuid not null,
  rule_version integer not null,
  zone_id uuid not null,
  owner_id uuid,
  audience text not null,
  raised_at timestamp with time zone not null,
  shelved_until timestamp with time zone,
  closed_at timestamp with time zone,
  body jsonb not null,
  due_at timestamp with time zone,
  constraint alert_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_due ON public.alert USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX alert_open ON public.alert USING btree (state) WHERE (state <> 'closed'::text);
CREATE INDEX alert_raised ON public.alert USING btree (raised_at, id);
CREATE INDEX alert_rule ON public.alert USING btree (rule_id, raised_at DESC);
CREATE INDEX alert_shelved ON public.alert USING btree (shelved_until) WHERE (state = 'shelved'::text);
CREATE UNIQUE INDEX alert_incident_id_rule_id_told ON public.alert USING btree (incident_id, rule_id, rule_version, (((body ->> 'exercise'::text))::boolean));

create table alert_event (
  alert_id uuid not null,
  revision integer not null,
  at timestamp with time zone not null,
  by text not null,
  what text not null,
  detail text,
  constraint alert_event_pkey PRIMARY KEY (alert_id, revision)
);
CREATE INDEX alert_event_at ON public.alert_event USING btree (at);

create table alert_followed (
  one boolean not null default true,
  seq bigint not null,
  constraint alert_followed_one_check CHECK (one),
  constraint alert_followed_pkey PRIMARY KEY (one)
);

create table archive (
  id uuid not null,
  class text not null,
  state text not null,
  before timestamp with time zone not null,
  made_at timestamp with time zone not null,
  file text not null,
  things integer not null,
  rows integer not null default 0,
  sha256 text,
  restored_at timestamp with time zone,
  constraint archive_pkey PRIMARY KEY (id),
  constraint archive_state_check CHECK ((state = ANY (ARRAY['writing'::text, 'written'::text, 'deleted'::text, 'done'::text])))
);
CREATE INDEX archive_made ON public.archive USING btree (made_at DESC, id DESC);
CREATE INDEX archive_open ON public.archive USING btree (made_at) WHERE (state <> 'done'::text);

create table archived_alert (
  id uuid not null,
  incident_id uuid not null,
  audience text not null,
  constraint archived_alert_pkey PRIMARY KEY (id)
);
CREATE INDEX archived_alert_incident ON public.archived_alert USING btree (incident_id);

create table audit_checkpoint (
  seq bigint not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  constraint audit_checkpoint_pkey PRIMARY KEY (seq)
);

create table audit_entry (
  seq bigint not null,
  at timestamp with time zone not null,
  entry text not null,
  hash bytea not null,
  constraint audit_entry_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at DESC);

create table audit_head (
  one boolean not null default true,
  seq bigint not null,
  hash bytea not null,
  key_id text,
  signature bytea,
  constraint audit_head_one_check CHECK (one),
  constraint audit_head_pkey PRIMARY KEY (one)
);

create table calendar (
  id uuid not null,
  version integer not null,
  seq bigint not null,
  audience text not null,
  archived boolean not null,
  body jsonb not null,
  constraint calendar_pkey PRIMARY KEY (id)
);

create table calendar_source (
  hash text not null,
  source text not null,
  constraint calendar_source_pkey PRIMARY KEY (hash)
);

create table calendar_version (
  calendar_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  body jsonb not null,
  constraint calendar_version_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id),
  constraint calendar_version_pkey PRIMARY KEY (calendar_id, version)
);

create table change (
  seq bigint not null,
  kind text not null,
  id uuid not null,
  revision integer not null,
  audience text not null,
  at timestamp with time zone not null,
  body jsonb,
  constraint change_pkey PRIMARY KEY (seq)
);
CREATE INDEX change_revises ON public.change USING btree (seq) WHERE (((kind = 'incident'::text) AND (revision > 1)) OR (kind = 'history'::text));

create table change_head (
  one boolean not null default true,
  seq bigint not null,
  watch bigint not null default 0,
  access bigint not null default 0,
  constraint change_head_one_check CHECK (one),
  constraint change_head_pkey PRIMARY KEY (one)
);

create table contact (
  id uuid not null,
  account_id uuid not null,
  channel text not null,
  format text,
  label text not null,
  shown text not null,
  sealed text not null,
  place integer not null,
  enabled boolean not null default true,
  exercises boolean not null default false,
  created_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  code_hash text,
  code_at timestamp with time zone,
  code_tries integer not null default 0,
  codes integer not null default 0,
  gone_at timestamp with time zone,
  failures integer not null default 0,
  paused_until timestamp with time zone,
  tested_key uuid,
  tested_at timestamp with time zone,
  language text not null default 'en'::text,
  constraint contact_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint contact_pkey PRIMARY KEY (id)
);
CREATE INDEX contact_account ON public.contact USING btree (account_id, place);

create table counted (
  rule_id uuid not null,
  incident_id uuid not null,
  rule_version integer not null,
  revision integer not null,
  at timestamp with time zone not null,
  exercise boolean not null default false,
  constraint counted_pkey PRIMARY KEY (rule_id, incident_id)
);
CREATE INDEX counted_at ON public.counted USING btree (rule_id, at);

create table delivery (
  id uuid not null,
  alert_id uuid,
  alert_revision integer not null,
  channel text not null,
  address text not null,
  state text not null,
  tries integer not null,
  due_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  last_error text,
  kind text not null default 'alert'::text,
  correction bigint not null default 0,
  account_id uuid,
  answers uuid,
  about jsonb,
  letter uuid,
  made_at timestamp with time zone,
  sitrep_id uuid,
  constraint delivery_of_one_thing CHECK (((alert_id IS NULL) <> (sitrep_id IS NULL))),
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_sitrep_id_fkey FOREIGN KEY (sitrep_id) REFERENCES sitrep(id) ON DELETE CASCADE
);
CREATE INDEX delivery_due ON public.delivery USING btree (due_at) WHERE (state = 'due'::text);
CREATE INDEX delivery_of_contact ON public.delivery USING btree (address, due_at DESC, id DESC) WHERE (channel <> 'page'::text);
CREATE INDEX delivery_outside ON public.delivery USING btree (address, due_at) WHERE ((state = 'due'::text) AND (channel <> 'page'::text));
CREATE INDEX delivery_stuck ON public.delivery USING btree (made_at) WHERE ((state = ANY (ARRAY['due'::text, 'dead'::text])) AND (channel <> 'page'::text));
CREATE UNIQUE INDEX delivery_of_sitrep ON public.delivery USING btree (sitrep_id, kind, address) WHERE (sitrep_id IS NOT NULL);
CREATE UNIQUE INDEX delivery_once ON public.delivery USING btree (alert_id, alert_revision, channel, address, correction);

create table duty (
  id uuid not null,
  kind text not null,
  version integer not null,
  seq bigint not null,
  removed boolean not null default false,
  body jsonb not null,
  constraint duty_kind_check CHECK ((kind = ANY (ARRAY['escalation'::text, 'rotation'::text]))),
  constraint duty_pkey PRIMARY KEY (id)
);

create table duty_version (
  duty_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  removed boolean not null,
  body jsonb not null,
  constraint duty_version_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES duty(id) ON DELETE CASCADE,
  constraint duty_version_pkey PRIMARY KEY (duty_id, version)
);

create table export_job (
  id uuid not null,
  owner text not null,
  format text not null,
  search jsonb not null,
  as_of timestamp with time zone not null,
  seen_km integer,
  state text not null,
  about bigint,
  rows bigint not null,
  bytes bigint not null,
  after_at timestamp with time zone,
  after_id uuid,
  sha256 text,
  fault text,
  created_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  round integer not null default 0,
  constraint export_job_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'geojson'::text, 'kml'::text, 'fgb'::text]))),
  constraint export_job_pkey PRIMARY KEY (id),
  constraint export_job_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'failed'::text, 'ready'::text])))
);
CREATE INDEX export_job_owner ON public.export_job USING btree (owner, created_at);

create table facility (
  id uuid not null,
  revision integer not null,
  seq bigint not null,
  name text not null,
  geom geometry(Point,4326) not null,
  body jsonb not null,
  constraint facility_pkey PRIMARY KEY (id)
);

create table far_cell (
  begun timestamp with time zone not null,
  place integer not null,
  count integer not null,
  lons double precision not null,
  lats double precision not null,
  worst integer not null,
  metres double precision not null,
  id text not null,
  type text not null,
  kind text not null,
  at timestamp with time zone not null,
  scale text not null,
  constraint far_cell_pkey PRIMARY KEY (scale, begun, place),
  constraint far_cell_scale_check CHECK ((scale = ANY (ARRAY['pentad'::text, 'month'::text])))
);

create table far_hour (
  begun timestamp with time zone not null,
  hour timestamp with time zone not null,
  type text not null,
  "precision" text not null,
  count integer not null,
  constraint far_hour_pkey PRIMARY KEY (begun, hour, type, "precision")
);

create table far_pentad (
  begun timestamp with time zone not null,
  ended timestamp with time zone not null,
  counted boolean not null,
  count integer not null default 0,
  changed_at timestamp with time zone not null,
  drawn boolean not null default false,
  constraint far_pentad_pkey PRIMARY KEY (begun)
);

create table far_sheet (
  scale text not null,
  zoom integer not null,
  begun timestamp with time zone not null,
  place integer not null,
  cells smallint[] not null,
  counts integer[] not null,
  lons double precision[] not null,
  lats double precision[] not null,
  worsts smallint[] not null,
  metres double precision[] not null,
  ids uuid[] not null,
  types text[] not null,
  kinds text[] not null,
  ats timestamp with time zone[] not null,
  constraint far_sheet_pkey PRIMARY KEY (scale, zoom, begun, place),
  constraint far_sheet_scale_check CHECK ((scale = ANY (ARRAY['pentad'::text, 'month'::text])))
);

create table feed (
  id uuid not null,
  revision integer not null,
  seq bigint not null,
  content jsonb not null,
  way text not null,
  enabled boolean not null,
  removed boolean not null default false,
  since timestamp with time zone not null,
  due_at timestamp with time zone,
  lease_until timestamp with time zone,
  last_poll_at timestamp with time zone,
  last_success_at timestamp with time zone,
  last_news_at timestamp with time zone,
  failures integer not null default 0,
  error text,
  skew_ms double precision,
  etag text,
  last_modified text,
  state text not null,
  reason text not null,
  told_at timestamp with time zone not null,
  outage_at timestamp with time zone,
  outage_incident uuid,
  zone_id uuid,
  secret text,
  made_at timestamp with time zone,
  behind_ms double precision,
  constraint feed_pkey PRIMARY KEY (id)
);
CREATE INDEX feed_due ON public.feed USING btree (due_at) WHERE (enabled AND (NOT removed));

create table feed_alias (
  feed_id uuid not null,
  alias text not null,
  external_id text not null,
  seen_at timestamp with time zone not null default now(),
  constraint feed_alias_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES feed(id),
  constraint feed_alias_pkey PRIMARY KEY (feed_id, alias)
);
CREATE INDEX feed_alias_seen ON public.feed_alias USING btree (seen_at);

create table feed_hour (
  feed_id uuid not null,
  hour timestamp with time zone not null,
  news integer not null,
  rejected integer not null,
  behind integer not null default 0,
  constraint feed_hour_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES feed(id),
  constraint feed_hour_pkey PRIMARY KEY (feed_id, hour)
);

create table feed_item (
  feed_id uuid not null,
  external_id text not null,
  updated_at timestamp with time zone,
  hash text not null,
  gone boolean not null,
  incident_id uuid,
  seen_at timestamp with time zone not null default now(),
  constraint feed_item_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES feed(id),
  constraint feed_item_pkey PRIMARY KEY (feed_id, external_id)
);
CREATE INDEX feed_item_seen ON public.feed_item USING btree (seen_at);

create table feed_reject (
  id uuid not null,
  feed_id uuid not null,
  key text not null,
  external_id text,
  raw text not null,
  draft jsonb,
  errors jsonb not null,
  count integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint feed_reject_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES feed(id),
  constraint feed_reject_feed_id_key_key UNIQUE (feed_id, key),
  constraint feed_reject_pkey PRIMARY KEY (id)
);
CREATE INDEX feed_reject_last ON public.feed_reject USING btree (feed_id, last_at DESC, id DESC);

create table forgotten (
  account_id uuid not null,
  number integer not null,
  instead text not null,
  salt bytea not null,
  name_hash bytea not null,
  at timestamp with time zone not null,
  by jsonb not null,
  reason text not null,
  is_done boolean not null default false,
  late jsonb,
  constraint forgotten_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint forgotten_number_key UNIQUE (number),
  constraint forgotten_pkey PRIMARY KEY (account_id)
);

create table handover (
  id uuid not null,
  state text not null,
  from_id uuid not null,
  begun_at timestamp with time zone not null,
  body jsonb not null,
  constraint handover_pkey PRIMARY KEY (id)
);
CREATE INDEX handover_begun ON public.handover USING btree (begun_at DESC, id DESC);
CREATE UNIQUE INDEX handover_open ON public.handover USING btree (from_id) WHERE (state = ANY (ARRAY['draft'::text, 'signed'::text]));

create table hold (
  id uuid not null,
  released boolean not null,
  body jsonb not null,
  constraint hold_pkey PRIMARY KEY (id)
);

create table house_secret (
  name text not null,
  sealed text not null,
  constraint house_secret_pkey PRIMARY KEY (name)
);

create table idempotency (
  principal text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  body text,
  at timestamp with time zone not null,
  turn integer not null default 0,
  constraint idempotency_pkey PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_at ON public.idempotency USING btree (at);

create table import (
  id uuid not null,
  name text not null,
  sha256 text not null,
  next_row integer not null,
  stored integer not null,
  unchanged integer not null,
  revised integer not null,
  refused integer not null,
  finished boolean not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  state text not null default 'sending'::text,
  bytes bigint not null default 0,
  received bigint not null default 0,
  share real not null default 0,
  format text,
  mapping jsonb,
  fault text,
  ended_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by text,
  withdrawn integer not null default 0,
  put_back integer not null default 0,
  kept integer not null default 0,
  warned integer not null default 0,
  constraint import_pkey PRIMARY KEY (id)
);
CREATE INDEX import_created ON public.import USING btree (created_at DESC, id DESC);
CREATE UNIQUE INDEX import_open ON public.import USING btree (sha256) WHERE (NOT finished);

create table import_incident (
  import_id uuid not null,
  incident_id uuid not null,
  revision integer not null,
  what text not null,
  undone text,
  constraint import_incident_pkey PRIMARY KEY (import_id, incident_id)
);

create table import_mapping (
  name text not null,
  mapping jsonb not null,
  header jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  constraint import_mapping_pkey PRIMARY KEY (name)
);

create table import_refusal (
  import_id uuid not null,
  "row" integer not null,
  line integer not null,
  errors jsonb not null,
  constraint import_refusal_import_id_fkey FOREIGN KEY (import_id) REFERENCES import(id),
  constraint import_refusal_pkey PRIMARY KEY (import_id, "row")
);

create table incident (
  id uuid not null,
  revision integer not null,
  seq bigint not null,
  kind text not null,
  type text not null,
  severity text not null,
  status text not null,
  grade text not null,
  exercise boolean not null,
  history boolean not null,
  occurred_from timestamp with time zone not null,
  occurred_to timestamp with time zone,
  recorded_at timestamp with time zone not null,
  source_id text,
  external_id text,
  content_hash bytea not null,
  geom geometry(Point,4326) not null,
  uncertainty_metres double precision not null,
  words tsvector not null,
  actors text[] not null default '{}'::text[],
  time_precision text not null default 'exact'::text,
  constraint incident_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_ahead ON public.incident USING btree (occurred_from DESC, id DESC) WHERE (occurred_from > recorded_at);
CREATE INDEX incident_feed_silent ON public.incident USING btree (id) WHERE (type = 'feed-silent'::text);
CREATE INDEX incident_place_time ON public.incident USING gist (geom, occurred_from, uncertainty_metres);
CREATE INDEX incident_played ON public.incident USING btree (occurred_from) WHERE exercise;
CREATE INDEX incident_revised ON public.incident USING btree (recorded_at) WHERE ((revision > 1) AND (NOT history));
CREATE INDEX incident_source_time ON public.incident USING btree (((source_id || ''::text)), occurred_from, id);
CREATE INDEX incident_time ON public.incident USING btree (occurred_from, id);
CREATE INDEX incident_time_type ON public.incident USING btree (occurred_from, type) INCLUDE (severity);
CREATE INDEX incident_wide ON public.incident USING btree (recorded_at) WHERE (uncertainty_metres > (100000)::double precision);
CREATE INDEX incident_words ON public.incident USING gin (words);
CREATE UNIQUE INDEX incident_external ON public.incident USING btree (source_id, external_id) WHERE (external_id IS NOT NULL);

create table incident_distinct (
  one_id uuid not null,
  other_id uuid not null,
  at timestamp with time zone not null,
  by text not null,
  reason text,
  undone boolean not null default false,
  constraint incident_distinct_pkey PRIMARY KEY (one_id, other_id)
);
CREATE INDEX incident_distinct_other ON public.incident_distinct USING btree (other_id);

create table incident_link (
  id uuid not null,
  kind text not null,
  from_id uuid not null,
  to_id uuid not null,
  is_removed boolean not null default false,
  body jsonb not null,
  constraint incident_link_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_link_from ON public.incident_link USING btree (from_id);
CREATE INDEX incident_link_to ON public.incident_link USING btree (to_id);
CREATE UNIQUE INDEX incident_link_pair ON public.incident_link USING btree (LEAST(from_id, to_id), GREATEST(from_id, to_id), kind) WHERE (NOT is_removed);

create table incident_merged (
  incident_id uuid not null,
  into_id uuid not null,
  through_id uuid,
  constraint incident_merged_pkey PRIMARY KEY (incident_id)
);
CREATE INDEX incident_merged_into ON public.incident_merged USING btree (into_id);

create table incident_past (
  id uuid not null,
  revision integer not null,
  kind text not null,
  type text not null,
  severity text not null,
  status text not null,
  grade text not null,
  source_id text,
  occurred_from timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  known_until timestamp with time zone not null,
  geom geometry(Point,4326) not null,
  uncertainty_metres double precision not null,
  words tsvector not null,
  actors text[] not null default '{}'::text[],
  time_precision text not null default 'exact'::text,
  constraint incident_past_id_fkey FOREIGN KEY (id) REFERENCES incident(id),
  constraint incident_past_pkey PRIMARY KEY (id, revision)
);
CREATE INDEX incident_past_ahead ON public.incident_past USING btree (occurred_from DESC, id DESC) WHERE (occurred_from > recorded_at);
CREATE INDEX incident_past_known ON public.incident_past USING gist (tstzrange(LEAST(recorded_at, known_until), known_until));
CREATE INDEX incident_past_place ON public.incident_past USING gist (geom);
CREATE INDEX incident_past_time ON public.incident_past USING btree (occurred_from DESC, id DESC);
CREATE INDEX incident_past_words ON public.incident_past USING gin (words);

create table incident_revision (
  incident_id uuid not null,
  revision integer not null,
  seq bigint not null,
  recorded_at timestamp with time zone not null,
  body jsonb not null,
  decisions jsonb,
  constraint incident_revision_pkey PRIMARY KEY (incident_id, revision)
);
CREATE INDEX incident_revision_recorded ON public.incident_revision USING btree (recorded_at);

create table keeping (
  one boolean not null default true,
  revision integer not null,
  periods jsonb not null,
  in_force_at timestamp with time zone,
  next_at timestamp with time zone,
  lease_by uuid,
  lease_until timestamp with time zone,
  failures jsonb not null default '[]'::jsonb,
  constraint keeping_one_check CHECK (one),
  constraint keeping_pkey PRIMARY KEY (one)
);

create table keeping_revision (
  revision integer not null,
  at timestamp with time zone not null,
  body jsonb not null,
  constraint keeping_revision_pkey PRIMARY KEY (revision)
);

create table log_attachment (
  entry_id uuid not null,
  kind text not null,
  thing_id uuid not null,
  constraint log_attachment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES log_entry(id),
  constraint log_attachment_pkey PRIMARY KEY (entry_id, kind, thing_id)
);
CREATE INDEX log_attachment_thing ON public.log_attachment USING btree (thing_id, entry_id);

create table log_entry (
  id uuid not null,
  revision integer not null,
  seq bigint not null,
  kind text not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  words tsvector not null,
  body jsonb not null,
  constraint log_entry_pkey PRIMARY KEY (id)
);
CREATE INDEX log_entry_at ON public.log_entry USING btree (at DESC, id DESC);
CREATE INDEX log_entry_words ON public.log_entry USING gin (words);

create table place (
  list_id uuid not null,
  id text not null,
  body jsonb not null,
  constraint place_list_id_fkey FOREIGN KEY (list_id) REFERENCES place_list(id) ON DELETE CASCADE,
  constraint place_pkey PRIMARY KEY (list_id, id)
);

create table place_head (
  version bigint not null
);

create table place_list (
  id uuid not null,
  name text not null,
  source text not null,
  active boolean not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint place_list_pkey PRIMARY KEY (id)
);

create table postponed (
  incident_id uuid not null,
  rule_id uuid not null,
  due_at timestamp with time zone not null,
  kept_since timestamp with time zone,
  constraint postponed_pkey PRIMARY KEY (incident_id, rule_id)
);
CREATE INDEX postponed_due ON public.postponed USING btree (due_at);

create table report (
  id uuid not null,
  incident_id uuid not null,
  source_id text not null,
  reliability text not null,
  credibility text not null,
  origin text,
  external_id text,
  title text not null,
  body text,
  link text,
  reported_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  claims jsonb,
  content_hash bytea,
  revision integer not null default 1,
  withdrawn boolean not null default false,
  constraint report_pkey PRIMARY KEY (id)
);
CREATE INDEX report_content ON public.report USING hash (content_hash) WHERE (content_hash IS NOT NULL);
CREATE INDEX report_incident ON public.report USING btree (incident_id);
CREATE INDEX report_link ON public.report USING hash (link) WHERE (link IS NOT NULL);
CREATE INDEX report_recorded ON public.report USING btree (recorded_at, id);
CREATE UNIQUE INDEX report_external ON public.report USING btree (source_id, external_id) WHERE (external_id IS NOT NULL);

create table report_key (
  report_id uuid not null,
  source_id text not null,
  external_id text,
  link text,
  content_hash bytea,
  constraint report_key_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);
CREATE INDEX report_key_content ON public.report_key USING hash (content_hash) WHERE (content_hash IS NOT NULL);
CREATE INDEX report_key_external ON public.report_key USING btree (source_id, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX report_key_link ON public.report_key USING hash (link) WHERE (link IS NOT NULL);
CREATE INDEX report_key_report ON public.report_key USING btree (report_id);

create table report_revision (
  report_id uuid not null,
  revision integer not null,
  body jsonb not null,
  replaced_at timestamp with time zone not null,
  replaced_by text not null,
  reason text not null,
  constraint report_revision_pkey PRIMARY KEY (report_id, revision)
);

create table rule (
  id uuid not null,
  version integer not null,
  seq bigint not null,
  zone_id uuid not null,
  owner_id uuid not null,
  enabled boolean not null,
  cooldown_minutes double precision not null,
  escalation_id uuid,
  constraint rule_escalation_id_fkey FOREIGN KEY (escalation_id) REFERENCES duty(id),
  constraint rule_pkey PRIMARY KEY (id),
  constraint rule_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES zone(id)
);
CREATE INDEX rule_escalation ON public.rule USING btree (escalation_id) WHERE (escalation_id IS NOT NULL);
CREATE INDEX rule_zone ON public.rule USING btree (zone_id);

create table rule_version (
  rule_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  body jsonb not null,
  constraint rule_version_pkey PRIMARY KEY (rule_id, version),
  constraint rule_version_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES rule(id)
);

create table saved_search (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  address text not null,
  shared boolean not null,
  saved_at timestamp with time zone not null,
  constraint saved_search_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint saved_search_account_id_name_key UNIQUE (account_id, name),
  constraint saved_search_pkey PRIMARY KEY (id)
);
CREATE INDEX saved_search_shared ON public.saved_search USING btree (name, id) WHERE shared;

create table saved_view (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  address text not null,
  saved_at timestamp with time zone not null,
  constraint saved_view_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint saved_view_account_id_name_key UNIQUE (account_id, name),
  constraint saved_view_pkey PRIMARY KEY (id)
);

create table session (
  id_hash bytea not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  address text,
  agent text,
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id_hash)
);
CREATE INDEX session_account ON public.session USING btree (account_id);

create table shift (
  id uuid not null,
  account_id uuid not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  body jsonb not null,
  constraint shift_pkey PRIMARY KEY (id)
);
CREATE INDEX shift_began ON public.shift USING btree (began_at DESC, id DESC);
CREATE UNIQUE INDEX shift_on ON public.shift USING btree (account_id) WHERE (ended_at IS NULL);

create table silence (
  id uuid not null,
  seq bigint not null,
  zone_id uuid not null,
  ends_at timestamp with time zone not null,
  body jsonb not null,
  constraint silence_pkey PRIMARY KEY (id),
  constraint silence_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES zone(id)
);
CREATE INDEX silence_end ON public.silence USING btree (ends_at);
CREATE INDEX silence_seq ON public.silence USING btree (seq);
CREATE INDEX silence_zone ON public.silence USING btree (zone_id, ends_at);

create table silenced (
  silence_id uuid not null,
  incident_id uuid not null,
  rule_id uuid not null,
  revision integer not null,
  at timestamp with time zone not null,
  constraint silenced_pkey PRIMARY KEY (silence_id, incident_id, rule_id)
);

create table sitrep (
  id uuid not null,
  state text not null,
  made_at timestamp with time zone not null,
  corrects uuid,
  body jsonb not null,
  content jsonb not null,
  schedule_id uuid,
  constraint sitrep_corrects_fkey FOREIGN KEY (corrects) REFERENCES sitrep(id),
  constraint sitrep_pkey PRIMARY KEY (id)
);
CREATE INDEX sitrep_made ON public.sitrep USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX sitrep_corrects ON public.sitrep USING btree (corrects) WHERE (corrects IS NOT NULL);

create table sitrep_revision (
  sitrep_id uuid not null,
  revision integer not null,
  body jsonb not null,
  constraint sitrep_revision_pkey PRIMARY KEY (sitrep_id, revision),
  constraint sitrep_revision_sitrep_id_fkey FOREIGN KEY (sitrep_id) REFERENCES sitrep(id) ON DELETE CASCADE
);

create table sitrep_schedule (
  id uuid not null,
  revision integer not null,
  removed boolean not null default false,
  body jsonb not null,
  next_at timestamp with time zone,
  done_period timestamp with time zone,
  again_at timestamp with time zone,
  error text,
  constraint sitrep_schedule_pkey PRIMARY KEY (id)
);

create table source (
  id text not null,
  name text not null,
  kind text not null,
  reliability text not null,
  created_at timestamp with time zone not null,
  constraint source_pkey PRIMARY KEY (id)
);

create table source_revision (
  source_id text not null,
  revision integer not null,
  reliability text not null,
  kind text not null,
  reliability_before text not null,
  kind_before text not null,
  at timestamp with time zone not null,
  by text not null,
  reason text,
  regraded boolean not null default true,
  constraint source_revision_pkey PRIMARY KEY (source_id, revision),
  constraint source_revision_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
);

create table subscription (
  zone_id uuid not null,
  account_id uuid not null,
  min_severity text,
  min_rank integer not null,
  how text not null,
  constraint subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint subscription_pkey PRIMARY KEY (zone_id, account_id),
  constraint subscription_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES zone(id)
);
CREATE INDEX subscription_account ON public.subscription USING btree (account_id);

create table team (
  id uuid not null,
  revision integer not null,
  name text not null,
  name_key text not null,
  ended boolean not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint team_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX team_name ON public.team USING btree (name_key) WHERE (NOT ended);

create table team_member (
  account_id uuid not null,
  team_id uuid not null,
  since timestamp with time zone not null,
  constraint team_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint team_member_pkey PRIMARY KEY (account_id, team_id),
  constraint team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id) ON DELETE CASCADE
);
CREATE INDEX team_member_team ON public.team_member USING btree (team_id);

create table token (
  id uuid not null,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint token_hash_key UNIQUE (hash),
  constraint token_pkey PRIMARY KEY (id)
);

create table zone (
  id uuid not null,
  version integer not null,
  seq bigint not null,
  owner_id uuid not null,
  visibility text not null,
  archived boolean not null,
  name text not null,
  core_metres double precision not null,
  reach_metres double precision not null,
  shape geography not null,
  boundary geography,
  pieces integer not null,
  centre geography(Point,4326) not null,
  valid jsonb,
  audience text not null,
  constraint zone_pkey PRIMARY KEY (id)
);
CREATE INDEX zone_name ON public.zone USING btree (name, id);

create table zone_part (
  zone_id uuid not null,
  box geometry(Polygon,4326) not null,
  threshold_metres double precision not null,
  shape geography not null,
  constraint zone_part_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES zone(id)
);
CREATE INDEX zone_part_box ON public.zone_part USING gist (box);
CREATE INDEX zone_part_zone ON public.zone_part USING btree (zone_id);

create table zone_version (
  zone_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  shape geography not null,
  body jsonb not null,
  constraint zone_version_pkey PRIMARY KEY (zone_id, version),
  constraint zone_version_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES zone(id)
);
