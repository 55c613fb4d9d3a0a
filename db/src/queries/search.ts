import type { Polygon } from 'geojson'
import type { CoarseGrid, IncidentKind, IncidentStatus, IncidentType, Severity } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'
import { conditions, type Bind } from './conditions.js'
import { listed } from './past.js'
import { seenInBox, seenInShape, seenJoin, seenWords } from './seen.js'

type Box = readonly [west: number, south: number, east: number, north: number]

/** Where discs lie that are no wider than this and may reach a shape; past the last one they may lie anywhere. */
export interface Nearby {
  readonly upToMetres: number
  readonly boxes: readonly Box[]
}

/** What a search of incidents is narrowed by; null means any. */
export interface IncidentSearch {
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
  /** Boxes that hold whatever may lie within reach of the zone or area, by how wide its disc is; null for anywhere. */
  readonly nearby: readonly Nearby[] | null
  /** Whatever may lie within a drawn area. */
  readonly area: Polygon | null
  readonly sourceIds: readonly string[] | null
  /** Any of them takes part. */
  readonly actors: readonly string[] | null
  readonly words: string | null
  /** The words with their other spellings: all of the inner lists are wanted, of each any; null for the words as they are. */
  readonly spellings: readonly (readonly string[])[] | null
  /** What was known at an instant, by time of recording; null for what is known. */
  readonly asOf: string | null
  /** The grid to which the asker sees places: every condition then holds of what is told; null for places as they are. */
  readonly seen: CoarseGrid | null
}

/** What a list of incidents is narrowed by, and which page of it. */
export interface IncidentQuery extends IncidentSearch {
  readonly after: Position | null
  readonly limit: number
}

/** A search as SQL: what stands before the statement, and the rows that it finds. */
export interface Searched {
  /** `with …`, or nothing. */
  readonly before: string
  /** The rows `i` in parentheses; where they are cut off by `tail`, no more of them are read than that asks for. */
  readonly rows: (tail: string) => string
}

/**
 * What a search finds. Only the conditions that are asked for are in the text, so that the planner sees what it can use.
 * What was known at an instant stands in two tables: what is believed still, and what was until it was revised.
 */
export function searched(search: IncidentSearch, bind: Bind, also: readonly string[] = []): Searched {
  const { asOf, seen } = search
  const at = asOf === null ? null : `${bind(asOf)}::timestamptz`
  const narrowed = [...also, ...narrowing(search, bind, at)]
  const placed = seen === null || (search.boxes ?? search.zoneId ?? search.area) === null ? '' : seenJoin(seen, bind)
  const from = (table: string, asked: readonly string[]) => `${table} i${placed} ${where(asked)}`
  const before = foundFirst(search, bind, at)
  if (at === null) return { before, rows: (tail) => `(select i.* from ${from('incident', narrowed)} ${tail})` }
  const known = (tail: string) =>
    `(select ${listed} from ${from('incident', [...narrowed, `i.recorded_at <= ${at}`])} ${tail})`
  const then = [...narrowed, `i.recorded_at <= ${at}`, `i.known_until > ${at}`]
  const past = (tail: string) => `(select ${listed} from ${from('incident_past', then)} ${tail})`
  return { before, rows: (tail) => `(select i.* from (${known(tail)} union all ${past(tail)}) i ${tail})` }
}

/** A page of incidents, latest by time of event first: its rows alone are read for what they say. */
export function incidentsPage(query: IncidentQuery): { readonly text: string; readonly values: readonly unknown[] } {
  const { values, bind } = conditions()
  const [at, id] = query.after ?? []
  const after = query.after === null ? [] : [`(i.occurred_from, i.id) < (${bind(at)}, ${bind(id)}::uuid)`]
  const { before, rows } = searched(query, bind, after)
  const order = 'order by i.occurred_from desc, i.id desc'
  const text = `${before}
    select v.body from ${rows(`${order} limit ${bind(query.limit)}`)} i
    join incident_revision v on v.incident_id = i.id and v.revision = i.revision ${order}`
  return { text, values }
}

/** When the first record was made; null where there is none. */
export function recordsBegan(): Statement {
  return { name: 'records-began', text: `select min(recorded_at) as began from incident_revision`, values: [] }
}

/** Neither merged into another one nor withdrawn: what lists and counts hold. */
export function standsForItself(incident: string): string {
  return `${incident}.status not in ('merged', 'withdrawn')`
}

function narrowing(search: IncidentSearch, bind: Bind, at: string | null): readonly string[] {
  const asked: string[] = []
  const when = (value: unknown, condition: () => string) => {
    if (value !== null) asked.push(condition())
  }
  const { boxes, from, to, types, severities, statuses, kinds, grades, zoneId, area, words, seen } = search
  const isIn = (box: Box) => (seen === null ? inBox(box, bind) : seenInBox(box, seen, bind))
  when(boxes, () => `(${(boxes ?? []).map(isIn).join(' or ')})`)
  when(from, () => `i.occurred_from >= ${bind(from)}`)
  when(to, () => `i.occurred_from < ${bind(to)}`)
  when(types, () => `i.type = any(${bind(types)}::text[])`)
  when(severities, () => `i.severity = any(${bind(severities)}::text[])`)
  // What was withdrawn or lives on in another one is shown to whoever asks for it by name.
  asked.push(statuses === null ? standsForItself('i') : `i.status = any(${bind(statuses)}::text[])`)
  when(kinds, () => `i.kind = any(${bind(kinds)}::text[])`)
  when(grades, () => `i.grade = any(${bind(grades)}::text[])`)
  // As its index has it: see the migration that made it.
  when(search.sourceIds, () => `(i.source_id || '') = any(${bind(search.sourceIds)}::text[])`)
  when(search.nearby, () => isNearby(search.nearby ?? [], bind))
  when(zoneId, () => inShape(zoneRows(bind(zoneId), at), seen))
  when(area, () => inShape(areaRows(bind(JSON.stringify(area))), seen))
  when(search.actors, () => hasActor(bind(search.actors)))
  when(words, () => (seen === null ? '(i.id, i.revision) in (select id, revision from found)' : seenWords(words, bind)))
  return asked
}

/** A rare word with ORDER BY … LIMIT would walk the whole time index, so the words are looked up first. */
function foundFirst({ words, spellings, seen }: IncidentSearch, bind: Bind, at: string | null): string {
  if (words === null || seen !== null) return ''
  const asked = `words @@ (${wordsAsked(words, spellings, bind)})`
  const past = at === null ? '' : `union all select id, revision from incident_past where ${asked}`
  return `with found as materialized (select id, revision from incident where ${asked} ${past})`
}

/** Each of the words in any of its spellings. */
function wordsAsked(words: string, spellings: IncidentSearch['spellings'], bind: Bind): string {
  if (spellings === null) return `websearch_to_tsquery('simple', ${bind(words)})`
  const anyOf = (them: readonly string[]) => them.map((it) => `phraseto_tsquery('simple', ${bind(it)})`).join(' || ')
  return spellings.map((them) => `(${anyOf(them)})`).join(' && ')
}

function where(asked: readonly string[]): string {
  return asked.length === 0 ? '' : `where ${asked.join(' and ')}`
}

function inBox(box: Box, bind: Bind): string {
  return `i.geom && ST_MakeEnvelope(${box.map((edge) => `${bind(edge)}::float8`).join(', ')}, 4326)`
}

/** Shape and reach of a zone as it is, or as it was drawn at an instant; one that was drawn later is what it was first. */
function zoneRows(zoneId: string, at: string | null): string {
  if (at === null) return `select shape, core_metres + reach_metres as metres from zone where id = ${zoneId}::uuid`
  const core = `coalesce((body->>'radiusMetres')::float8, (body->>'widthMetres')::float8 / 2, 0)`
  const reach = `greatest((body->>'reachMetres')::float8, (select max(r::float8) from jsonb_array_elements_text(body->'rings') r))`
  return `select shape, ${core} + ${reach} as metres from zone_version where zone_id = ${zoneId}::uuid
    order by (recorded_at <= ${at}) desc, case when recorded_at <= ${at} then -version else version end limit 1`
}

/** A drawn area as a zone that listens no further than it reaches; its edges are straight on the map. */
function areaRows(area: string): string {
  return `select ST_Segmentize(ST_SetSRID(ST_GeomFromGeoJSON(${area}), 4326), 0.25)::geography as shape, 0 as metres`
}

/** What an index can tell of where a disc has to lie to reach a shape: the wider it is, the further away it may. */
function isNearby(nearby: readonly Nearby[], bind: Bind): string {
  const tiers = nearby.map(({ upToMetres, boxes }, at) => {
    const above = nearby[at - 1]?.upToMetres ?? -1
    const wide = `i.uncertainty_metres > ${above} and i.uncertainty_metres <= ${upToMetres}`
    return `(${wide} and (${boxes.map((box) => inBox(box, bind)).join(' or ')}))`
  })
  return `(${[...tiers, `i.uncertainty_metres > ${nearby.at(-1)?.upToMetres ?? -1}`].join(' or ')})`
}

/** Who takes part stands in what is said of the incident alone. */
function hasActor(actors: string): string {
  return `exists (select from incident_revision v where v.incident_id = i.id and v.revision = i.revision
    and v.body->'actors' ?| ${actors}::text[])`
}

/** Whatever may lie within reach of a zone or in an area: definite or possible. */
function inShape(zone: string, seen: CoarseGrid | null): string {
  const within = seen === null ? 'ST_DWithin(z.shape, i.geom::geography, z.metres + i.uncertainty_metres)' : seenInShape
  return `exists (select from (${zone}) z where ${within})`
}
