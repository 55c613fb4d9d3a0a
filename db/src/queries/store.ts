import { severities, severityRank } from '@cordon/alerts'
import type { Alert, AlertEvent, Delivery, Incident, Instant, Report, Source } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { isHeardBy } from './audience.js'
import type { ChangeKind } from './change.js'
import type { CountedRow } from './counted.js'
import { pastOf, unsaidFrom } from './past.js'
import { putPostponed, type PostponedRow } from './postponed.js'
import type { SilencedRow } from './silence.js'

/** One place in the change feed. */
export interface Change {
  readonly seq: number
  readonly kind: ChangeKind
  readonly id: string
  readonly revision: number
  /** `all`, or `user:<id>`. */
  readonly audience: string
  /** What the event tells; null where it is stored already: a revision of an incident, an alert as it was raised. */
  readonly body: object | null
}

/** A revision of an incident with what is stored beside it. */
export interface IncidentRow {
  readonly incident: Incident
  /** The trace: every rule whose zone the disc touches, fired or not. Null where none was asked. */
  readonly decisions: readonly DecisionRow[] | null
  readonly sourceId: string | null
  readonly contentHash: string
}

/** Why a rule did or did not fire on a revision; distances in whole metres. */
export type DecisionRow = readonly [
  ruleId: string,
  ruleVersion: number,
  zoneVersion: number,
  fired: boolean,
  stage: string,
  reason: string,
  certainty: string,
  distanceMetres: number,
]

/** A delivery that an alert owes. */
export type DeliveryRow = Pick<Delivery, 'id' | 'alertRevision' | 'channel' | 'address' | 'dueAt'> & {
  readonly alertId: string
} &
  // Outside the page: whose contact it is.
  Partial<Pick<Delivery, 'accountId'>>

/** A state of an alert; it is a change of its own, told to its audience. */
export interface AlertRow {
  readonly alert: Alert
  readonly audience: string
  /** When the house acts on it next; where it is raised, the escalation of its rule says so. */
  readonly dueAt?: Instant | null
}

/** A report as it comes in, with the hash by which the same message is known again; null where it never will be. */
export interface ReportRow extends Report {
  readonly contentHash: string | null
}

/** Everything that one batch writes. */
export interface Write {
  readonly now: string
  /** Head of the feed that it is planned on. */
  readonly base: number
  /** Head of the feed afterwards: the position of the last change. */
  readonly head: number
  /** The last change of a zone or rule before it was measured; null where the head is held since. */
  readonly watch: number | null
  readonly sources: readonly Source[]
  readonly incidents: readonly IncidentRow[]
  readonly reports: readonly ReportRow[]
  readonly alerts: readonly AlertRow[]
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly DeliveryRow[]
  /** What silences kept back; left out where nothing was. */
  readonly silenced?: readonly SilencedRow[]
  /** What counts for rules that count, each pair once; left out where there is none. */
  readonly counted?: readonly CountedRow[]
  /** What rules are to be asked about again, each pair once; left out where there is nothing. */
  readonly postponed?: readonly PostponedRow[]
  /** Rules that wait for silence and have heard something; left out where there is none. */
  readonly heard?: readonly { readonly ruleId: string }[]
  /** Changes other than those of `alerts`. */
  readonly changes: readonly Change[]
}

/** The columns of an incident that its latest revision says. */
const state = `id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from, occurred_to,
  time_precision, recorded_at, content_hash, geom, uncertainty_metres, words, actors`

function each(alias: string, columns: string): string {
  return columns
    .split(',')
    .map((column) => `${alias}.${column.trim()}`)
    .join(', ')
}

/** Who is told of a zone outside the page may ask for severities from one on. */
const rankCases = severities.map((it) => `when '${it}' then ${severityRank(it)}`).join(' ')

const storeSql = `
  with head as (
    update change_head set seq = $1::bigint where seq = $10::bigint and ($11::bigint is null or watch = $11::bigint)
    returning seq
  ),
  i as materialized (
    select i.* from jsonb_to_recordset($3::jsonb) as i(put text, "sourceId" text, "contentHash" text, body jsonb,
      decisions jsonb), head
  ),
  new_sources as (
    insert into source (id, name, kind, reliability, created_at)
    select s.id, s.name, s.kind, s.reliability, $2::timestamptz
    from jsonb_to_recordset($4::jsonb) as s(id text, name text, kind text, reliability text),
      head
    on conflict (id) do nothing
  ),
  latest as (
    select put, (b->>'id')::uuid as id, (b->>'revision')::int as revision, (b->>'seq')::bigint as seq, b->>'kind' as kind,
      b->>'type' as type, b->>'severity' as severity, b->>'status' as status, b->>'grade' as grade,
      (b->>'exercise')::boolean as exercise, (b->>'history')::boolean as history,
      (b->>'occurredFrom')::timestamptz as occurred_from, (b->>'occurredTo')::timestamptz as occurred_to, b->>'timePrecision' as time_precision,
      (b->>'recordedAt')::timestamptz as recorded_at, decode("contentHash", 'hex') as content_hash,
      ST_SetSRID(ST_MakePoint((b#>>'{point,coordinates,0}')::float8, (b#>>'{point,coordinates,1}')::float8), 4326) as geom,
      (b->>'uncertaintyMetres')::float8 as uncertainty_metres,
      to_tsvector('simple', concat_ws(' ', b->>'title', b->>'summary', b->>'place', b->>'source', b->>'actors',
        b->>'targets', b->>'tags')) as words,
      array(select jsonb_array_elements_text(b->'actors')) as actors,
      "sourceId" as source_id, b->>'externalId' as external_id
    from (select i.*, i.body as b from i where i.put <> 'past') rows
  ),
  begun as (
    insert into incident (${state}, source_id, external_id) select ${state}, source_id, external_id from latest
    where put = 'new'
  ),
  past as (
    ${pastOf(`latest l join incident i on i.id = l.id and l.put = 'again'`, 'l.recorded_at')}
  ),
  unsaid as (
    ${unsaidFrom(`latest l where l.put = 'again' and p.id = l.id and p.known_until > l.recorded_at`, 'l.recorded_at')}
  ),
  moved as (
    update incident i set (${state}) = row(${each('l', state)}) from latest l where l.put = 'again' and i.id = l.id
  ),
  revisions as (
    insert into incident_revision (incident_id, revision, seq, recorded_at, body, decisions)
    select (body->>'id')::uuid, (body->>'revision')::int, (body->>'seq')::bigint, (body->>'recordedAt')::timestamptz,
      body, nullif(decisions, 'null')
    from i
  ),
  reports as (
    insert into report (id, incident_id, source_id, reliability, credibility, origin, external_id, title, body, link,
      claims, content_hash, reported_at, recorded_at)
    select r.id, r."incidentId", r."sourceId", r.reliability, r.credibility, r.origin, r."externalId", r.title, r.text,
      r.link, nullif(r.claims, '[]'), decode(r."contentHash", 'hex'), r."reportedAt", r."recordedAt"
    from jsonb_to_recordset($5::jsonb) as r(id uuid, "incidentId" uuid, "sourceId" text, reliability text,
      credibility text, origin text, "externalId" text, title text, text text, link text, claims jsonb, "contentHash" text,
      "reportedAt" timestamptz, "recordedAt" timestamptz), head
    on conflict (source_id, external_id) where external_id is not null do nothing
  ),
  a as materialized (
    select audience, "dueAt" as due_at, alert as b, (alert->>'id')::uuid as id, (alert->>'revision')::int as revision,
      (alert->>'seq')::bigint as seq
    from jsonb_to_recordset($6::jsonb) as a(audience text, alert jsonb, "dueAt" timestamptz), head
  ),
  raised as (
    insert into alert (id, revision, seq, state, incident_id, rule_id, rule_version, zone_id, owner_id, audience,
      raised_at, shelved_until, closed_at, due_at, body)
    select id, revision, seq, b->>'state', (b->>'incidentId')::uuid, (b->>'ruleId')::uuid, (b->>'ruleVersion')::int,
      (b->>'zoneId')::uuid, (b->>'ownerId')::uuid, audience, (b->>'raisedAt')::timestamptz,
      (b->>'shelvedUntil')::timestamptz, (b->>'closedAt')::timestamptz, (
        select (b->>'raisedAt')::timestamptz + (d.body#>>'{steps,0,afterMinutes}')::float8 * interval '1 minute'
        from rule r join duty d on d.id = r.escalation_id where r.id = (b->>'ruleId')::uuid and not d.removed
      ), b
    from a where revision = 1
  ),
  acted as (
    update alert set revision = a.revision, seq = a.seq, state = b->>'state', owner_id = (b->>'ownerId')::uuid,
      shelved_until = (b->>'shelvedUntil')::timestamptz, closed_at = (b->>'closedAt')::timestamptz,
      due_at = a.due_at, body = b
    from a where a.revision > 1 and alert.id = a.id
  ),
  events as (
    insert into alert_event (alert_id, revision, at, by, what, detail)
    select e."alertId", e.revision, e.at, e.by, e.what, e.detail
    from jsonb_to_recordset($7::jsonb) as e("alertId" uuid, revision int, at timestamptz, by text, what text,
      detail text), head
  ),
  deliveries as (
    insert into delivery (id, alert_id, alert_revision, channel, address, account_id, state, tries, due_at, made_at)
    select d.id, d."alertId", d."alertRevision", d.channel, d.address, d."accountId", 'due', 0, d."dueAt",
      case when d.channel <> 'page' then $2::timestamptz end
    from jsonb_to_recordset($8::jsonb) as d(id uuid, "alertId" uuid, "alertRevision" int, channel text, address text,
      "accountId" uuid, "dueAt" timestamptz), head
  ),
  outside as (
    insert into delivery (id, alert_id, alert_revision, channel, address, account_id, state, tries, due_at, made_at)
    select gen_random_uuid(), a.id, 1, c.channel, c.id::text, c.account_id, 'due', 0, $2::timestamptz, $2::timestamptz
    from a join subscription s on s.zone_id = (a.b->>'zoneId')::uuid
    join account p on p.id = s.account_id and not p.disabled
    cross join lateral (
      select c.id, c.channel, c.account_id, row_number() over (order by c.channel = 'feed', c.place, c.id) as n from contact c
      where c.account_id = s.account_id and c.enabled and c.verified_at is not null and c.gone_at is null
        and (c.exercises or not (a.b->>'exercise')::boolean)
    ) c
    where a.revision = 1 and ${isHeardBy('a.audience', 's.account_id')} and (s.how = 'all' or c.n = 1 or c.channel = 'feed')
      and case a.b->>'severity' ${rankCases} else 0 end >= s.min_rank
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select seq, 'alert', id, revision, audience, $2::timestamptz, case when revision > 1 then b end from a
    union all
    select c.seq, c.kind, c.id, c.revision, c.audience, $2::timestamptz,
      case when jsonb_typeof(c.body) = 'object' then c.body end
    from jsonb_to_recordset($9::jsonb) as c(seq bigint, kind text, id uuid, revision int, audience text, body jsonb), head
  )
  select seq from head`

/** What few batches write beside; the others are spared it. */
interface Extra {
  readonly name: string
  readonly rows: readonly object[]
  /** The common table expression that stores the rows, which are a value of the statement at this place. */
  readonly sql: (place: number) => string
}

// What one revision of an incident was kept back for, a later one may be again; it counts once.
const silencedSql = (place: number) => `
  silenced as (
    insert into silenced (silence_id, incident_id, rule_id, revision, at)
    select s."silenceId", s."incidentId", s."ruleId", s.revision, $2::timestamptz
    from jsonb_to_recordset($${place}::jsonb) as s("silenceId" uuid, "incidentId" uuid, "ruleId" uuid, revision int), head
    on conflict do nothing
  ),`

const countedSql = (place: number) => `
  counted as (
    insert into counted (rule_id, incident_id, rule_version, revision, at)
    select c."ruleId", c."incidentId", c."ruleVersion", c.revision, c.at
    from jsonb_to_recordset($${place}::jsonb) as c("ruleId" uuid, "incidentId" uuid, "ruleVersion" int, revision int,
      at timestamptz), head
    on conflict (rule_id, incident_id) do update set rule_version = excluded.rule_version,
      revision = excluded.revision, at = excluded.at
  ),`

// A clock that was set back does not undo what was heard after that.
const heardSql = (place: number) => `
  heard as (
    update absence a set since = greatest(a.since, $2::timestamptz),
      due_at = greatest(a.since, $2::timestamptz) + a.hours * interval '1 hour'
    from jsonb_to_recordset($${place}::jsonb) as h("ruleId" uuid), head where a.rule_id = h."ruleId"
  ),`

const postponedSql = (place: number) => `
  postponed as (${putPostponed(`$${place}`, ', head')}
  ),`

const beforeExtras = '  changed as ('

/** The statement with what is written beside. */
function withExtras(values: readonly unknown[], extras: readonly Extra[]): Statement {
  const sql = extras.map((it, index) => it.sql(values.length + index + 1)).join('')
  const name = ['store-batch', ...extras.map((it) => it.name)].join('-')
  const text = storeSql.replace(beforeExtras, () => `${sql}\n${beforeExtras}`)
  return { name, text, values: [...values, ...extras.map(({ rows }) => JSON.stringify(rows))] }
}

/**
 * Writes a batch in one statement: incidents with their revisions, reports, decisions, alerts, deliveries and changes.
 * It counts on the position of the head of the feed that it was planned on, and on the zones and rules that it was
 * measured against: where either has moved, it writes nothing and gives no row.
 */
export function storeBatch(write: Write): Statement {
  const latest = new Map(write.incidents.map((row) => [row.incident.id, row.incident.revision]))
  const begun = new Set(write.incidents.flatMap(({ incident }) => (incident.revision === 1 ? [incident.id] : [])))
  const incidents = write.incidents.map(({ incident: body, sourceId, contentHash, decisions }) => {
    const isLatest = latest.get(body.id) === body.revision
    const put = isLatest ? (begun.has(body.id) ? 'new' : 'again') : 'past'
    return { put, sourceId, contentHash, decisions, body }
  })
  const lists = [incidents, write.sources, write.reports, write.alerts, write.events, write.deliveries]
  const json = [...lists, write.changes].map((list) => JSON.stringify(list))
  const values = [write.head, write.now, ...json, write.base, write.watch]
  const { silenced = [], counted = [], heard = [], postponed = [] } = write
  const extras = [
    { name: 'silenced', rows: silenced, sql: silencedSql },
    { name: 'counted', rows: counted, sql: countedSql },
    { name: 'heard', rows: heard, sql: heardSql },
    { name: 'postponed', rows: postponed, sql: postponedSql },
  ].filter(({ rows }) => rows.length > 0)
  return extras.length === 0 ? { name: 'store-batch', text: storeSql, values } : withExtras(values, extras)
}
