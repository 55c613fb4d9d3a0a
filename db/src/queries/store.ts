import type { Alert, AlertEvent, Delivery, Incident, Report, Source } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** One place in the change feed. `at` counts from 1 within the write; the feed's position is its head plus `at`. */
export interface Change {
  readonly at: number
  readonly kind: 'incident' | 'alert' | 'zone' | 'rule' | 'facility' | 'history'
  readonly id: string
  readonly revision: number
  /** `all`, or `user:<id>`. */
  readonly audience: string
  /** What the event tells; null for an incident, whose revision is stored already. */
  readonly body: object | null
}

/** A revision of an incident with what is stored beside it. `at` is its place among the changes. */
export interface IncidentRow {
  readonly at: number
  readonly incident: Incident
  readonly sourceId: string | null
  readonly contentHash: string
}

/** Why a rule did or did not fire on a revision. */
export interface DecisionRow {
  readonly incidentId: string
  readonly incidentRevision: number
  readonly ruleId: string
  readonly ruleVersion: number
  readonly zoneVersion: number
  readonly fired: boolean
  readonly stage: string
  readonly reason: string
  readonly certainty: string
  readonly distanceMetres: number
}

export interface AlertRow {
  readonly at: number
  readonly alert: Alert
  readonly audience: string
}

/** Everything that one batch writes. */
export interface Write {
  readonly now: string
  readonly sources: readonly Source[]
  readonly incidents: readonly IncidentRow[]
  readonly reports: readonly Report[]
  readonly decisions: readonly DecisionRow[]
  readonly alerts: readonly AlertRow[]
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly Delivery[]
  readonly changes: readonly Change[]
}

const storeSql = `
  with head as (
    update change_head set seq = seq + $1::int returning seq - $1::int as base
  ),
  i as (
    select * from jsonb_to_recordset($3::jsonb) as i(at int, latest boolean, "sourceId" text, "contentHash" text, body jsonb)
  ),
  new_sources as (
    insert into source (id, name, kind, reliability, created_at)
    select s.id, s.name, s.kind, s.reliability, $2::timestamptz
    from jsonb_to_recordset($4::jsonb) as s(id text, name text, kind text, reliability text)
    on conflict (id) do nothing
  ),
  saved as (
    insert into incident (id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from,
      occurred_to, recorded_at, source_id, external_id, content_hash, geom, uncertainty_metres, words)
    select (b->>'id')::uuid, (b->>'revision')::int, base + at, b->>'kind', b->>'type', b->>'severity', b->>'status',
      b->>'grade', (b->>'exercise')::boolean, (b->>'history')::boolean, (b->>'occurredFrom')::timestamptz,
      (b->>'occurredTo')::timestamptz, (b->>'recordedAt')::timestamptz, "sourceId", b->>'externalId',
      decode("contentHash", 'hex'),
      ST_SetSRID(ST_MakePoint((b#>>'{point,coordinates,0}')::float8, (b#>>'{point,coordinates,1}')::float8), 4326),
      (b->>'uncertaintyMetres')::float8,
      to_tsvector('simple', concat_ws(' ', b->>'title', b->>'summary', b->>'place', b->>'source', b->>'actors',
        b->>'targets', b->>'tags'))
    from (select i.*, i.body as b from i where i.latest) rows, head
    on conflict (id) do update set revision = excluded.revision, seq = excluded.seq, kind = excluded.kind,
      type = excluded.type, severity = excluded.severity, status = excluded.status, grade = excluded.grade,
      exercise = excluded.exercise, history = excluded.history, occurred_from = excluded.occurred_from,
      occurred_to = excluded.occurred_to, recorded_at = excluded.recorded_at, content_hash = excluded.content_hash,
      geom = excluded.geom, uncertainty_metres = excluded.uncertainty_metres, words = excluded.words
  ),
  revisions as (
    insert into incident_revision (incident_id, revision, seq, recorded_at, body)
    select (body->>'id')::uuid, (body->>'revision')::int, base + at, (body->>'recordedAt')::timestamptz,
      body || jsonb_build_object('seq', base + at)
    from i, head
  ),
  reports as (
    insert into report (id, incident_id, source_id, reliability, credibility, origin, external_id, title, body, link,
      reported_at, recorded_at)
    select r.id, r."incidentId", r."sourceId", r.reliability, r.credibility, r.origin, r."externalId", r.title, r.text,
      r.link, r."reportedAt", r."recordedAt"
    from jsonb_to_recordset($5::jsonb) as r(id uuid, "incidentId" uuid, "sourceId" text, reliability text,
      credibility text, origin text, "externalId" text, title text, text text, link text, "reportedAt" timestamptz,
      "recordedAt" timestamptz)
    on conflict (source_id, external_id) where external_id is not null do nothing
  ),
  decisions as (
    insert into decision (incident_id, incident_revision, rule_id, rule_version, zone_version, fired, stage, reason,
      certainty, distance_metres, at)
    select d."incidentId", d."incidentRevision", d."ruleId", d."ruleVersion", d."zoneVersion", d.fired, d.stage,
      d.reason, d.certainty, d."distanceMetres", $2::timestamptz
    from jsonb_to_recordset($6::jsonb) as d("incidentId" uuid, "incidentRevision" int, "ruleId" uuid,
      "ruleVersion" int, "zoneVersion" int, fired boolean, stage text, reason text, certainty text,
      "distanceMetres" float8)
  ),
  alerts as (
    insert into alert (id, revision, seq, state, incident_id, rule_id, rule_version, zone_id, owner_id, audience,
      raised_at, shelved_until, closed_at, body)
    select (b->>'id')::uuid, (b->>'revision')::int, base + a.at, b->>'state', (b->>'incidentId')::uuid,
      (b->>'ruleId')::uuid, (b->>'ruleVersion')::int, (b->>'zoneId')::uuid, (b->>'ownerId')::uuid, a.audience,
      (b->>'raisedAt')::timestamptz, (b->>'shelvedUntil')::timestamptz, (b->>'closedAt')::timestamptz,
      b || jsonb_build_object('seq', base + a.at)
    from jsonb_to_recordset($7::jsonb) as a(at int, audience text, alert jsonb)
    cross join lateral (select a.alert as b) body, head
    on conflict (id) do update set revision = excluded.revision, seq = excluded.seq, state = excluded.state,
      owner_id = excluded.owner_id, shelved_until = excluded.shelved_until, closed_at = excluded.closed_at,
      body = excluded.body
  ),
  events as (
    insert into alert_event (alert_id, revision, at, by, what, detail)
    select e."alertId", e.revision, e.at, e.by, e.what, e.detail
    from jsonb_to_recordset($8::jsonb) as e("alertId" uuid, revision int, at timestamptz, by text, what text,
      detail text)
  ),
  deliveries as (
    insert into delivery (id, alert_id, alert_revision, channel, address, state, tries, due_at)
    select d.id, d."alertId", 1, d.channel, d.address, d.state, d.tries, d."dueAt"
    from jsonb_to_recordset($9::jsonb) as d(id uuid, "alertId" uuid, channel text, address text, state text, tries int,
      "dueAt" timestamptz)
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select base + c.at, c.kind, c.id, c.revision, c.audience, $2::timestamptz,
      case when jsonb_typeof(c.body) = 'object' then c.body || jsonb_build_object('seq', base + c.at) end
    from jsonb_to_recordset($10::jsonb) as c(at int, kind text, id uuid, revision int, audience text, body jsonb), head
  )
  select base from head`

/**
 * Writes a batch in one statement: incidents with their revisions, reports, decisions, alerts, deliveries and changes.
 * Answers `base`, the head of the feed before it. It belongs in a transaction, and before its end.
 */
export function storeBatch(write: Write): Statement {
  const latest = new Map(write.incidents.map((row) => [row.incident.id, row.incident.revision]))
  const incidents = write.incidents.map(({ at, incident, sourceId, contentHash }) => ({
    at,
    latest: latest.get(incident.id) === incident.revision,
    sourceId,
    contentHash,
    body: incident,
  }))
  const places = Math.max(0, ...write.changes.map((change) => change.at))
  const lists = [incidents, write.sources, write.reports, write.decisions, write.alerts, write.events, write.deliveries]
  const json = [...lists, write.changes].map((list) => JSON.stringify(list))
  return { name: 'store-batch', text: storeSql, values: [places, write.now, ...json] }
}
