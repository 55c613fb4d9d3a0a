import type { Polygon } from 'geojson'
import type {
  CoarseGrid,
  IncidentKind,
  IncidentStatus,
  IncidentType,
  Instant,
  Severity,
  TimePrecision,
} from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'
import { conditions, type Bind } from './conditions.js'
import { listed } from './past.js'
import { seenInBox, seenInShape, seenJoin, seenWords } from './seen.js'
import { lookedFor } from './words.js'

export type Box = readonly [west: number, south: number, east: number, north: number]

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
  /** How well its time is known. */
  readonly precisions: readonly TimePrecision[] | null
  /** Days of the week in UTC on which it began, Monday as 1, and hours in UTC. */
  readonly weekdays: readonly number[] | null
  readonly hours: readonly number[] | null
  readonly types: readonly IncidentType[] | null
  /** Types that are left out. */
  readonly notTypes: readonly IncidentType[] | null
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
  /** Whether what is played is all that is wanted, or is left out; null for both. As is known of it now, whatever `asOf` says. */
  readonly exercise: boolean | null
  /** What comes after a page of it; null for the first one. */
  readonly after: Position | null
  /** The grid to which the asker sees places: every condition then holds of what is told; null for places as they are. */
  readonly seen: CoarseGrid | null
}

/** What a list of incidents is narrowed by, and which page of it. */
export interface IncidentQuery extends IncidentSearch {
  readonly limit: number
}

const latestFirst = 'order by i.occurred_from desc, i.id desc'

/**
 * How the rows of a search are come by. `gathered`: all of them, then put in order; for what is rare. `walked`: from the
 * latest on until there are enough; for what is common, where an index would bring far too many.
 */
export type SearchWay = 'gathered' | 'walked'

/** How a search is made: with the values in `bind`, among so many of the latest incidents or all. */
export interface Searching {
  readonly way: SearchWay
  readonly bind: Bind
  readonly among?: number | null
}

/** A search as SQL: what stands before the statement, and the rows that it finds. */
export interface Searched {
  /** `with …`, or nothing. */
  readonly before: string
  /** The rows `i` in parentheses; where they are walked, no more of them are read than `tail` asks for. */
  readonly rows: (tail: string) => string
}

/**
 * What a search finds. Only the conditions that are asked for are in the text, so that the planner sees what it can use.
 * A walk that is to end though little is found looks at the latest incidents of that time only, `among` so many.
 */
export function searched(search: IncidentSearch, { way, bind, among = null }: Searching): Searched {
  if (way === 'gathered') {
    const before = `with found as materialized ${joined(partsOf(search, { way, bind }), '')}`
    return { before, rows: (tail) => `(select i.* from found i ${tail})` }
  }
  const parts = partsOf(search, { way, bind, among: among === null ? '' : `${latestFirst} limit ${bind(among)}` })
  return { before: '', rows: (tail) => joined(parts, tail) }
}

/** The rows `i` that a search finds, in parentheses and in no order: for what counts all of them and keeps none aside. */
export function foundBy(way: SearchWay, search: IncidentSearch, bind: Bind): string {
  return joined(partsOf(search, { way, bind }), '')
}

/**
 * The ids of whatever a search finds as it is believed now, or found as it was ever believed, in its zone as that was ever
 * drawn: for what must miss none. Where to look at all is known of a zone as it is drawn now alone.
 */
export function everFound(search: IncidentSearch, bind: Bind): string {
  const wide = search.zoneId === null ? search : { ...search, nearby: null }
  const narrowed = [...narrowing(wide, { bind, at: null, way: 'gathered', isEver: true }), ...duringIt(search, bind)]
  const from = (table: Kept) =>
    `select i.id from ${table} i where ${[...narrowed, ...playedOf(search, table)].join(' and ')}`
  return `${from('incident')} union ${from('incident_past')}`
}

/** Asks the planner what it would take to gather all that a search finds, in the rows of its answer. */
export function gatheringPlan(search: IncidentSearch): Statement {
  const { values, bind } = conditions()
  return { name: null, text: `explain ${joined(partsOf(search, { way: 'gathered', bind }), '')}`, values }
}

/**
 * Asks the planner how many rows a search finds, in the same way. A gathering asks twice for whoever takes part, who is
 * among the words as well: to the planner both together are rarer than either.
 */
export function findingPlan(search: IncidentSearch): Statement {
  const { values, bind } = conditions()
  return { name: null, text: `explain ${joined(partsOf(search, { way: 'walked', bind }), '')}`, values }
}

/**
 * The same where whoever takes part is looked for among the words alone, of which the planner knows more of the rare ones.
 * A name of many common words is rarer to it than it is.
 */
export function namingPlan(search: IncidentSearch): Statement {
  const { values, bind } = conditions()
  return {
    name: null,
    text: `explain ${joined(partsOf(search, { way: 'walked', bind, isByWords: true }), '')}`,
    values,
  }
}

/** How many incidents there are, as the planner thinks. */
export function incidentsAbout(): Statement {
  const text = `select greatest(reltuples, 0)::float8 as count from pg_class where oid = 'incident'::regclass`
  return { name: 'incidents-about', text, values: [] }
}

/** What gathering costs by the first row of its plan, in the planner's units, of which reading a page in order is one. */
export function costIn(plan: readonly Readonly<Record<'QUERY PLAN', string>>[]): number {
  return Number(/\.\.([\d.]+) rows=/.exec(plan[0]?.['QUERY PLAN'] ?? '')?.[1] ?? Infinity)
}

/** How many rows a plan brings, as the planner thinks. */
export function rowsIn(plan: readonly Readonly<Record<'QUERY PLAN', string>>[]): number {
  return Number(/ rows=(\d+)/.exec(plan[0]?.['QUERY PLAN'] ?? '')?.[1] ?? Infinity)
}

/**
 * The selections that make up a search. What was known at an instant stands in two tables: what is believed still, and
 * what was until it was revised. A walk begins at that instant: what lay ahead of it is told by an index of its own.
 */
function partsOf(search: IncidentSearch, { way, bind, among = '', isByWords = false }: Parting): readonly string[] {
  const { asOf, seen } = search
  const at = asOf === null ? null : `${bind(asOf)}::timestamptz`
  const during = duringIt(search, bind)
  const narrowed = [...narrowing(search, { bind, at, way, isByWords }), ...during]
  const placed = seen === null || (search.boxes ?? search.zoneId ?? search.area) === null ? '' : seenJoin(seen, bind)
  const from = (table: Kept, more: readonly string[]) => {
    const asked = [...more, ...playedOf(search, table)]
    const latest = `(select * from ${table} i where ${['true', ...asked, ...during].join(' and ')} ${among}) i`
    const rows = among === '' ? `${table} i` : latest
    return `select ${listed} from ${rows}${placed} where ${[...narrowed, ...asked].join(' and ')}`
  }
  if (at === null) return [from('incident', [])]
  const known = ['incident', [`i.recorded_at <= ${at}`]] as const
  const past = ['incident_past', [`${knownWhile} @> ${at}`]] as const
  const begun = [`i.occurred_from <= ${at}`]
  const ahead = [`i.occurred_from > ${at}`, 'i.occurred_from > i.recorded_at']
  return [known, past].flatMap(([table, asked]) =>
    way === 'gathered' ? [from(table, asked)] : [begun, ahead].map((when) => from(table, [...asked, ...when])),
  )
}

interface Parting {
  readonly way: SearchWay
  readonly bind: Bind
  /** How many are looked at, as the end of a statement; all, where it is left out. */
  readonly among?: string
  readonly isByWords?: boolean
}

/** Where incidents stand as they are believed, and as they were. */
type Kept = 'incident' | 'incident_past'

/** Of what was believed before, whether it is played is not kept. */
function playedOf({ exercise }: IncidentSearch, table: Kept): readonly string[] {
  if (exercise === null) return []
  const played = table === 'incident' ? 'i.exercise' : 'i.id in (select c.id from incident c where c.exercise)'
  return [exercise ? played : `not ${played}`]
}

/** When it happened. */
function duringIt({ from, to }: IncidentSearch, bind: Bind): readonly string[] {
  const since = from === null ? [] : [`i.occurred_from >= ${bind(from)}`]
  return to === null ? since : [...since, `i.occurred_from < ${bind(to)}`]
}

/** While a revision was what is known; nothing, where by another node's clock it never was. */
const knownWhile = 'tstzrange(least(i.recorded_at, i.known_until), i.known_until)'

/** Each part gives no more rows than all of them. */
function joined(parts: readonly string[], tail: string): string {
  const [first = '', ...others] = parts
  if (others.length === 0) return `(${first} ${tail})`
  return `(select i.* from (${parts.map((part) => `(${part} ${tail})`).join(' union all ')}) i ${tail})`
}

/** A page of incidents, latest by time of event first: its rows alone are read for what they say. */
export function incidentsPage(query: IncidentQuery, way: SearchWay): Statement {
  const { values, bind } = conditions()
  const { before, rows } = searched(query, { way, bind })
  const text = `${before}
    select v.body from ${rows(`${latestFirst} limit ${bind(query.limit)}`)} i
    join incident_revision v on v.incident_id = i.id and v.revision = i.revision ${latestFirst}`
  return { name: null, text, values }
}

/** From when on what happened is kept here. */
export interface RecordsBegan {
  /** Since when anything was recorded; null where nothing was. */
  readonly began: Instant | null
  /** Up to when incidents may have gone into archives that were not put back; null where none have. */
  readonly archived: Instant | null
}

/** When the first record was made, and before when incidents may have gone into archives. */
export function recordsBegan(): Statement {
  const text = `
    select (select min(recorded_at) from incident_revision) as began, (
      select max(before) from archive where class = 'incident' and state in ('deleted', 'done') and restored_at is null
    ) as archived`
  return { name: 'records-began', text, values: [] }
}

/** Neither merged into another one nor withdrawn: what lists and counts hold. */
export function standsForItself(incident: string): string {
  return `${incident}.status not in ('merged', 'withdrawn')`
}

interface Narrowing {
  readonly bind: Bind
  /** The instant as of which is asked, as it is bound. */
  readonly at: string | null
  readonly way: SearchWay
  /** Whether a zone counts as it was ever drawn. */
  readonly isEver?: true
  /** Whether whoever takes part is looked for among the words alone. */
  readonly isByWords?: boolean
}

function narrowing(search: IncidentSearch, { bind, at, way, isEver, isByWords = false }: Narrowing): readonly string[] {
  const asked: string[] = []
  const when = (value: unknown, condition: () => string) => {
    if (value !== null) asked.push(condition())
  }
  // What an index could find, it must not be asked for on a walk.
  const found = (value: unknown, condition: () => string) =>
    when(value, () => (way === 'walked' ? `(${condition()}) is true` : condition()))
  const { after, boxes, types, severities, statuses, kinds, grades, actors, zoneId, area, words, seen } = search
  const isIn = (box: Box) => (seen === null ? inBox(box, bind) : seenInBox(box, seen, bind))
  when(after, () => `(i.occurred_from, i.id) < (${bind(after?.[0])}, ${bind(after?.[1])}::uuid)`)
  asked.push(...momentOf(search, bind))
  when(types, () => `i.type = any(${bind(types)}::text[])`)
  when(search.notTypes, () => `i.type <> all(${bind(search.notTypes)}::text[])`)
  when(severities, () => `i.severity = any(${bind(severities)}::text[])`)
  // What was withdrawn or lives on in another one is shown to whoever asks for it by name.
  asked.push(statuses === null ? standsForItself('i') : `i.status = any(${bind(statuses)}::text[])`)
  when(kinds, () => `i.kind = any(${bind(kinds)}::text[])`)
  when(grades, () => `i.grade = any(${bind(grades)}::text[])`)
  // As its index has it: see the migration that made it.
  when(search.sourceIds, () => `(i.source_id || '') = any(${bind(search.sourceIds)}::text[])`)
  if (!isByWords) when(actors, () => `i.actors && ${bind(actors)}::text[]`)
  if (isByWords || way === 'gathered') when(actors, () => namesAny(actors ?? [], bind))
  found(boxes, () => `(${(boxes ?? []).map(isIn).join(' or ')})`)
  found(search.nearby, () => isNearby(search.nearby ?? [], bind))
  if (words !== null)
    found(words, () => (seen === null ? hasWords(words, search.spellings, bind) : seenWords(words, bind)))
  when(zoneId, () => inShape(isEver === true ? everDrawn(bind(zoneId)) : zoneRows(bind(zoneId), at), seen))
  if (area !== null) asked.push(inArea(bind(JSON.stringify(area)), seen))
  return asked
}

/** When in the week it began, and how well that is known. */
function momentOf({ precisions, weekdays, hours }: IncidentSearch, bind: Bind): readonly string[] {
  const part = (name: string) => `extract(${name} from i.occurred_from at time zone 'UTC')`
  return [
    ...(precisions === null ? [] : [`i.time_precision = any(${bind(precisions)}::text[])`]),
    ...(weekdays === null ? [] : [`${part('isodow')} = any(${bind(weekdays)}::int[])`]),
    ...(hours === null ? [] : [`${part('hour')} = any(${bind(hours)}::int[])`]),
  ]
}

/** Whoever takes part is among the words, whose index finds them; a name without a letter or digit is none there. */
function namesAny(actors: readonly string[], bind: Bind): string {
  if (!actors.every((actor) => /[\p{L}\p{N}]/u.test(actor))) return 'true'
  const anyOf = actors.map((actor) => `plainto_tsquery('simple', ${bind(JSON.stringify([actor]))})`)
  return `i.words @@ (${anyOf.join(' || ')})`
}

/** Each of the words in any of its spellings. */
function hasWords(words: string, spellings: IncidentSearch['spellings'], bind: Bind): string {
  if (spellings === null) return `i.words @@ ${lookedFor(bind(words))}`
  const anyOf = (them: readonly string[]) => them.map((it) => `phraseto_tsquery('simple', ${bind(it)})`).join(' || ')
  return `i.words @@ (${spellings.map((them) => `(${anyOf(them)})`).join(' && ')})`
}

function inBox(box: Box, bind: Bind): string {
  return `i.geom && ST_MakeEnvelope(${box.map((edge) => `${bind(edge)}::float8`).join(', ')}, 4326)`
}

/** Shape and reach of a zone as it is, or as it was drawn at an instant; one that was drawn later is what it was first. */
function zoneRows(zoneId: string, at: string | null): string {
  if (at === null) return `select shape, core_metres + reach_metres as metres from zone where id = ${zoneId}::uuid`
  return `${everDrawn(zoneId)}
    order by (recorded_at <= ${at}) desc, case when recorded_at <= ${at} then -version else version end limit 1`
}

/** Whatever lies on the map within its edges is in it, which is told a hundred times sooner than how far away a thing is. */
function inArea(area: string, seen: CoarseGrid | null): string {
  const near = inShape(areaRows(area), seen)
  return seen === null ? `(ST_Intersects(ST_SetSRID(ST_GeomFromGeoJSON(${area}), 4326), i.geom) or ${near})` : near
}

/** Shape and reach of a zone in all its versions. */
function everDrawn(zoneId: string): string {
  const core = `coalesce((body->>'radiusMetres')::float8, (body->>'widthMetres')::float8 / 2, 0)`
  const reach = `greatest((body->>'reachMetres')::float8, (select max(r::float8) from jsonb_array_elements_text(body->'rings') r))`
  return `select shape, ${core} + ${reach} as metres from zone_version where zone_id = ${zoneId}::uuid`
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

/** Whatever may lie within reach of a zone or in an area: definite or possible. */
function inShape(zone: string, seen: CoarseGrid | null): string {
  const within = seen === null ? 'ST_DWithin(z.shape, i.geom::geography, z.metres + i.uncertainty_metres)' : seenInShape
  return `exists (select from (${zone}) z where ${within})`
}
