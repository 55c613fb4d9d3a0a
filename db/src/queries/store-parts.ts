import { asRaised, severities, severityRank } from '@cordon/alerts'
import { isHeardBy, pageAddress } from './audience.js'
import { pastOf, unsaidFrom } from './past.js'
import { putPostponed } from './postponed.js'

/**
 * A part of the statement that stores a batch. `$1` is the head of the feed afterwards, `$2` the time, `$3` the head it was
 * planned on and `$4` the last change of a zone or rule before; `place` is where its own list stands among the values.
 */
export interface Part {
  /** Its bit in the name of the prepared statement, which PostgreSQL wants short. */
  readonly bit: number
  readonly sql: (place: number) => string
  /** What the feed tells of it. */
  readonly told?: string
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

/** Nothing is written where it gives no row: every other part is joined to it. */
const head = `
  head as (
    update change_head set seq = $1::bigint where seq = $3::bigint and ($4::bigint is null or watch = $4::bigint)
    returning seq
  )`

const sources = (place: number) => `
  new_sources as (
    insert into source (id, name, kind, reliability, created_at)
    select s.id, s.name, s.kind, s.reliability, $2::timestamptz
    from jsonb_to_recordset($${place}::jsonb) as s(id text, name text, kind text, reliability text),
      head
    on conflict (id) do nothing
  )`

const incidents = (place: number) => `
  i as materialized (
    select i.* from jsonb_to_recordset($${place}::jsonb) as i(put text, "sourceId" text, "contentHash" text, body jsonb,
      decisions jsonb), head
  ),
  revisions as (
    insert into incident_revision (incident_id, revision, seq, recorded_at, body, decisions)
    select (body->>'id')::uuid, (body->>'revision')::int, (body->>'seq')::bigint, (body->>'recordedAt')::timestamptz,
      body, nullif(decisions, 'null')
    from i
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
  )`

/** What the feed tells of a revision is stored already. */
const toldIncidents = `
    select (body->>'seq')::bigint, 'incident', (body->>'id')::uuid, (body->>'revision')::int, 'all', $2::timestamptz,
      null::jsonb
    from i`

const begun = () => `
  begun as (
    insert into incident (${state}, source_id, external_id) select ${state}, source_id, external_id from latest
    where put = 'new'
  )`

const again = () => `
  past as (
    ${pastOf(`latest l join incident i on i.id = l.id and l.put = 'again'`, 'l.recorded_at')}
  ),
  unsaid as (
    ${unsaidFrom(`latest l where l.put = 'again' and p.id = l.id and p.known_until > l.recorded_at`, 'l.recorded_at')}
  ),
  moved as (
    update incident i set (${state}) = row(${each('l', state)}) from latest l where l.put = 'again' and i.id = l.id
  )`

const reports = (place: number) => `
  reports as (
    insert into report (id, incident_id, source_id, reliability, credibility, origin, external_id, title, body, link,
      claims, content_hash, reported_at, recorded_at)
    select r.id, r."incidentId", r."sourceId", r.reliability, r.credibility, r.origin, r."externalId", r.title, r.text,
      r.link, nullif(r.claims, '[]'), decode(r."contentHash", 'hex'), r."reportedAt", r."recordedAt"
    from jsonb_to_recordset($${place}::jsonb) as r(id uuid, "incidentId" uuid, "sourceId" text, reliability text,
      credibility text, origin text, "externalId" text, title text, text text, link text, claims jsonb, "contentHash" text,
      "reportedAt" timestamptz, "recordedAt" timestamptz), head
    on conflict (source_id, external_id) where external_id is not null do nothing
  )`

const raisedDue = (dueAt: string) => (place: number) => `
  a as materialized (
    select a.* from jsonb_to_recordset($${place}::jsonb) as a(id uuid, seq bigint, body jsonb, "ruleId" uuid, "zoneId" uuid,
      audience text, "incidentId" uuid, "ruleVersion" int), head
  ),
  raised as (
    insert into alert (id, revision, seq, state, incident_id, rule_id, rule_version, zone_id, audience, raised_at, due_at, body)
    select id, 1, seq, '${asRaised.state}', "incidentId", "ruleId", "ruleVersion", "zoneId", audience, $2::timestamptz, ${dueAt}, body
    from a
  ),
  page as (
    insert into delivery (id, alert_id, alert_revision, channel, address, state, tries, due_at)
    select id, id, 1, 'page', ${pageAddress('audience')}, 'due', 0, $2::timestamptz from a
  ),
  outside as (
    insert into delivery (id, alert_id, alert_revision, channel, address, account_id, state, tries, due_at, made_at)
    select gen_random_uuid(), a.id, 1, c.channel, c.id::text, c.account_id, 'due', 0, $2::timestamptz, $2::timestamptz
    from a join subscription s on s.zone_id = a."zoneId"
    join account p on p.id = s.account_id and not p.disabled
    cross join lateral (
      select c.id, c.channel, c.account_id, row_number() over (order by c.channel = 'feed', c.place, c.id) as n from contact c
      where c.account_id = s.account_id and c.enabled and c.verified_at is not null and c.gone_at is null
        and (c.exercises or not (a.body->>'exercise')::boolean)
    ) c
    where ${isHeardBy('a.audience', 's.account_id')} and (s.how = 'all' or c.n = 1 or c.channel = 'feed')
      and case a.body->>'severity' ${rankCases} else 0 end >= s.min_rank
  )`

/** When the house acts on what nobody has accepted; asked for only where a rule has an escalation, once for each alert. */
const firstStep = `(
        select $2::timestamptz + (d.body#>>'{steps,0,afterMinutes}')::float8 * interval '1 minute'
        from rule r join duty d on d.id = r.escalation_id where r.id = "ruleId" and not d.removed
      )`

/** What the feed tells of an alert as it was raised is stored already. */
const toldRaised = `select seq, 'alert', id, 1, audience, $2::timestamptz, null::jsonb from a`

const acted = (place: number) => `
  b as materialized (
    select audience, "dueAt" as due_at, alert as b, (alert->>'id')::uuid as id, (alert->>'revision')::int as revision,
      (alert->>'seq')::bigint as seq
    from jsonb_to_recordset($${place}::jsonb) as a(audience text, alert jsonb, "dueAt" timestamptz), head
  ),
  acted as (
    update alert set revision = b.revision, seq = b.seq, state = b->>'state', owner_id = (b->>'ownerId')::uuid,
      shelved_until = (b->>'shelvedUntil')::timestamptz, closed_at = (b->>'closedAt')::timestamptz,
      due_at = b.due_at, body = b
    from b where alert.id = b.id
  )`

const toldActed = `select seq, 'alert', id, revision, audience, $2::timestamptz, b from b`

const events = (place: number) => `
  events as (
    insert into alert_event (alert_id, revision, at, by, what, detail)
    select e."alertId", e.revision, e.at, e.by, e.what, e.detail
    from jsonb_to_recordset($${place}::jsonb) as e("alertId" uuid, revision int, at timestamptz, by text, what text,
      detail text), head
  )`

const deliveries = (place: number) => `
  deliveries as (
    insert into delivery (id, alert_id, alert_revision, channel, address, account_id, state, tries, due_at, made_at)
    select d.id, d."alertId", d."alertRevision", d.channel, d.address, d."accountId", 'due', 0, d."dueAt",
      case when d.channel <> 'page' then $2::timestamptz end
    from jsonb_to_recordset($${place}::jsonb) as d(id uuid, "alertId" uuid, "alertRevision" int, channel text, address text,
      "accountId" uuid, "dueAt" timestamptz), head
  )`

// What one revision of an incident was kept back for, a later one may be again; it counts once.
const silenced = (place: number) => `
  silenced as (
    insert into silenced (silence_id, incident_id, rule_id, revision, at)
    select s."silenceId", s."incidentId", s."ruleId", s.revision, $2::timestamptz
    from jsonb_to_recordset($${place}::jsonb) as s("silenceId" uuid, "incidentId" uuid, "ruleId" uuid, revision int), head
    on conflict do nothing
  )`

const counted = (place: number) => `
  counted as (
    insert into counted (rule_id, incident_id, rule_version, revision, at, exercise)
    select c."ruleId", c."incidentId", c."ruleVersion", c.revision, c.at, c.exercise
    from jsonb_to_recordset($${place}::jsonb) as c("ruleId" uuid, "incidentId" uuid, "ruleVersion" int, revision int,
      at timestamptz, exercise boolean), head
    on conflict (rule_id, incident_id) do update set rule_version = excluded.rule_version,
      revision = excluded.revision, at = excluded.at, exercise = excluded.exercise
  )`

// A clock that was set back does not undo what was heard after that.
const heard = (place: number) => `
  heard as (
    update absence a set since = greatest(a.since, $2::timestamptz),
      due_at = greatest(a.since, $2::timestamptz) + a.hours * interval '1 hour'
    from jsonb_to_recordset($${place}::jsonb) as h("ruleId" uuid), head where a.rule_id = h."ruleId"
  )`

const postponed = (place: number) => `
  postponed as (${putPostponed(`$${place}`, ', head')}
  )`

/** What the feed tells beside incidents and alerts, from a list. */
export function toldChanges(place: number): string {
  return `
    select c.seq, c.kind, c.id, c.revision, c.audience, $2::timestamptz,
      case when jsonb_typeof(c.body) = 'object' then c.body end
    from jsonb_to_recordset($${place}::jsonb) as c(seq bigint, kind text, id uuid, revision int, audience text, body jsonb), head`
}

/** Everything that a batch may write, after the head; what builds on a list stands after it and has none of its own. */
export const parts = {
  head,
  sources: { bit: 2, sql: sources },
  incidents: { bit: 4, sql: incidents, told: toldIncidents },
  history: { bit: 32768, sql: incidents },
  begun: { bit: 8, sql: begun },
  again: { bit: 16, sql: again },
  reports: { bit: 32, sql: reports },
  raised: { bit: 64, sql: raisedDue('null::timestamptz'), told: toldRaised },
  escalating: { bit: 16384, sql: raisedDue(firstStep), told: toldRaised },
  acted: { bit: 128, sql: acted, told: toldActed },
  events: { bit: 256, sql: events },
  deliveries: { bit: 512, sql: deliveries },
  silenced: { bit: 1024, sql: silenced },
  counted: { bit: 2048, sql: counted },
  heard: { bit: 4096, sql: heard },
  postponed: { bit: 8192, sql: postponed },
  changed: (told: string) => `
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)${told}
  )`,
} as const
