import type { CoarseGrid, IncidentKind, IncidentStatus, IncidentType, Severity } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'
import { conditions, type Bind } from './conditions.js'
import { seenInBox, seenInZone, seenJoin, seenWords } from './seen.js'

/** Incidents that their sources reported before, by source and external id, locked against other writers. */
export function knownIncidents(keys: readonly { readonly sourceId: string; readonly externalId: string }[]): Statement {
  return {
    name: 'known-incidents',
    text: `
      select i.source_id as "sourceId", i.external_id as "externalId", encode(i.content_hash, 'hex') as "contentHash",
        v.body
      from unnest($1::text[], $2::text[]) as k(source_id, external_id)
      join incident i on i.source_id = k.source_id and i.external_id = k.external_id
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision`,
    values: [keys.map((key) => key.sourceId), keys.map((key) => key.externalId)],
  }
}

/** An incident as it is believed now. */
export function incidentById(id: string): Statement {
  return {
    name: 'incident-by-id',
    text: `
      select encode(i.content_hash, 'hex') as "contentHash", i.source_id as "sourceId", v.body
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision where i.id = $1`,
    values: [id],
  }
}

/** Incidents as they are believed now. */
export function incidentsById(ids: readonly string[]): Statement {
  return {
    name: 'incidents-by-id',
    text: `
      select encode(i.content_hash, 'hex') as "contentHash", i.source_id as "sourceId", v.body
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      where i.id = any($1::uuid[])`,
    values: [ids],
  }
}

/** An incident as it was believed at an instant. */
export function incidentAsOf(id: string, asOf: string): Statement {
  return {
    name: 'incident-as-of',
    text: `
      select body from incident_revision where incident_id = $1 and recorded_at <= $2 order by revision desc limit 1`,
    values: [id, asOf],
  }
}

/** Every revision of an incident, latest first. */
export function revisionsOf(id: string): Statement {
  return {
    name: 'revisions-of',
    text: `select body from incident_revision where incident_id = $1 order by revision desc`,
    values: [id],
  }
}

type Box = readonly [west: number, south: number, east: number, north: number]

/** What a list of incidents is narrowed by; null means any. */
export interface IncidentQuery {
  /** West, south, east, north; two boxes when it crosses the antimeridian. */
  readonly boxes: readonly Box[] | null
  readonly from: string | null
  readonly to: string | null
  readonly types: readonly IncidentType[] | null
  readonly severities: readonly Severity[] | null
  readonly statuses: readonly IncidentStatus[] | null
  readonly kinds: readonly IncidentKind[] | null
  /** The grades that are good enough. */
  readonly grades: readonly string[] | null
  readonly zoneId: string | null
  readonly words: string | null
  readonly asOf: string | null
  /** The grid to which the asker sees places: every condition then holds of what is told; null for places as they are. */
  readonly seen: CoarseGrid | null
  readonly after: Position | null
  readonly limit: number
}

/**
 * A page of incidents, latest by time of event first. Only the conditions that are asked for are in the text, so that
 * the planner sees what it can use; the statement is not named, since its text varies.
 */
export function incidentsPage(query: IncidentQuery): { readonly text: string; readonly values: readonly unknown[] } {
  const { values, bind } = conditions()
  const asked: string[] = []
  const when = (value: unknown, condition: () => string) => {
    if (value !== null) asked.push(condition())
  }
  const { seen } = query
  const isIn = (box: Box) => (seen === null ? inBox(box, bind) : seenInBox(box, seen, bind))
  when(query.boxes, () => `(${(query.boxes ?? []).map(isIn).join(' or ')})`)
  when(query.from, () => `i.occurred_from >= ${bind(query.from)}`)
  when(query.to, () => `i.occurred_from < ${bind(query.to)}`)
  when(query.types, () => `i.type = any(${bind(query.types)}::text[])`)
  when(query.severities, () => `i.severity = any(${bind(query.severities)}::text[])`)
  // What was withdrawn or lives on in another one is shown to whoever asks for it by name.
  asked.push(query.statuses === null ? standsForItself('i') : `i.status = any(${bind(query.statuses)}::text[])`)
  when(query.kinds, () => `i.kind = any(${bind(query.kinds)}::text[])`)
  when(query.grades, () => `i.grade = any(${bind(query.grades)}::text[])`)
  when(query.zoneId, () => (seen === null ? inZone : seenInZone)(bind(query.zoneId)))
  when(query.after, () => `(i.occurred_from, i.id) < (${bind(query.after?.[0])}, ${bind(query.after?.[1])}::uuid)`)
  // A rare word with ORDER BY … LIMIT would walk the whole time index, so the words are looked up first.
  const words =
    query.words === null || seen !== null
      ? ''
      : `with found as materialized (
    select id from incident where words @@ websearch_to_tsquery('simple', ${bind(query.words)}))`
  when(query.words, () => (seen === null ? 'i.id in (select id from found)' : seenWords(query.words, bind)))
  const where = asked.length === 0 ? '' : `where ${asked.join(' and ')}`
  const order = 'order by i.occurred_from desc, i.id desc'
  const asSeen = seen === null || (query.boxes ?? query.zoneId) === null ? '' : seenJoin(seen, bind)
  const page = (source: string) => `(select i.* from ${source}${asSeen} ${where} ${order} limit ${bind(query.limit)}) i`
  const text = query.asOf === null ? nowText(page) : asOfText(page, bind(query.asOf))
  return { text: `${words} ${text} ${order}`, values }
}

/** The page is found first: what the incidents say is read for its rows alone. */
function nowText(page: (source: string) => string): string {
  return `
    select v.body from ${page('incident i')}
    join incident_revision v on v.incident_id = i.id and v.revision = i.revision`
}

/** The same columns, read from the revision that was the latest at the instant. */
function asOfText(page: (source: string) => string, instant: string): string {
  return `
    select i.body from ${page(`(
      select distinct on (r.incident_id) r.incident_id as id, r.body, (r.body->>'occurredFrom')::timestamptz as occurred_from,
        r.body->>'type' as type, r.body->>'severity' as severity, r.body->>'status' as status, r.body->>'kind' as kind,
        r.body->>'grade' as grade, (r.body->>'uncertaintyMetres')::float8 as uncertainty_metres,
        ST_SetSRID(ST_MakePoint((r.body#>>'{point,coordinates,0}')::float8, (r.body#>>'{point,coordinates,1}')::float8),
          4326) as geom
      from incident_revision r where r.recorded_at <= ${instant} order by r.incident_id, r.revision desc
    ) i`)}`
}

/** Neither merged into another one nor withdrawn: what lists and counts hold. */
export function standsForItself(incident: string): string {
  return `${incident}.status not in ('merged', 'withdrawn')`
}

function inBox(box: Box, bind: Bind): string {
  return `i.geom && ST_MakeEnvelope(${box.map((edge) => `${bind(edge)}::float8`).join(', ')}, 4326)`
}

/** Whatever may lie within the zone's reach: definite or possible. */
function inZone(zoneId: string): string {
  return `exists (select from zone z where z.id = ${zoneId}::uuid
    and ST_DWithin(z.shape, i.geom::geography, z.core_metres + z.reach_metres + i.uncertainty_metres))`
}

/** One revision of an incident. */
export function incidentRevision(id: string, revision: number): Statement {
  return {
    name: 'incident-revision',
    text: `select body from incident_revision where incident_id = $1 and revision = $2`,
    values: [id, revision],
  }
}

/** How much is stored, for one glance. */
export function figures(audiences: readonly string[]): Statement {
  return {
    name: 'figures',
    text: `
      select
        (select coalesce(json_object_agg(severity, n), '{}') from (
          select severity, count(*)::int as n from incident i where ${standsForItself('i')} group by severity) s) as "bySeverity",
        (select coalesce(json_object_agg(state, n), '{}') from (
          select state, count(*)::int as n from alert where audience = any($1::text[]) group by state) a) as alerts,
        (select count(*)::int from delivery where state = 'due') as "deliveriesDue"`,
    values: [audiences],
  }
}
