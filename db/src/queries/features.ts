import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { searched, type Box, type IncidentSearch, type SearchWay } from './search.js'

/* What other people's maps ask for beside the lists of the page: how many, how far, and where. */

/** How many incidents a search finds, counted to `most` and no further. */
export function incidentsCounted(search: IncidentSearch, way: SearchWay, most: number): Statement {
  const { values, bind } = conditions()
  const { before, rows } = searched(search, { way, bind })
  const text = `${before} select count(*)::int as count from ${rows(`limit ${bind(most)}`)} i`
  return { name: null, text, values }
}

/** What is asked for of a collection that stands by name. */
export interface Asking {
  readonly boxes: readonly Box[] | null
  /** One of its kinds; null for all. */
  readonly kind: string | null
  /** What comes after a name and an id; null for the first page. */
  readonly after: readonly [string, string] | null
  readonly limit: number
}

const facilities = 'from facility f'

/** Facilities in a box, by name. */
export function facilitiesFound(asking: Asking): Statement {
  const { values, bind } = conditions()
  const where = [...facilityAsked(asking, bind), ...after('f', asking, bind)].join(' and ')
  const text = `select f.body ${facilities} where ${where} order by f.name, f.id limit ${bind(asking.limit)}`
  return { name: null, text, values }
}

export function facilitiesCounted(asking: Asking): Statement {
  const { values, bind } = conditions()
  const text = `select count(*)::int as count ${facilities} where ${facilityAsked(asking, bind).join(' and ')}`
  return { name: null, text, values }
}

function facilityAsked({ boxes, kind }: Asking, bind: Bind): readonly string[] {
  return [
    'true',
    ...(kind === null ? [] : [`f.body->>'kind' = ${bind(kind)}`]),
    ...(boxes === null ? [] : [inBoxes('f.geom', boxes, bind)]),
  ]
}

const zones = 'from zone z join zone_version v on v.zone_id = z.id and v.version = z.version'
const told = `ST_SetSRID(ST_GeomFromGeoJSON(v.body->>'geometry'), 4326)`

/** Zones that some audiences see and whose drawing touches a box, by name. */
export function zonesFound(audiences: readonly string[], asking: Asking): Statement {
  const { values, bind } = conditions()
  const where = [...zoneAsked(audiences, asking, bind), ...after('z', asking, bind)].join(' and ')
  const text = `select v.body ${zones} where ${where} order by z.name, z.id limit ${bind(asking.limit)}`
  return { name: null, text, values }
}

export function zonesCounted(audiences: readonly string[], asking: Asking): Statement {
  const { values, bind } = conditions()
  const text = `select count(*)::int as count ${zones} where ${zoneAsked(audiences, asking, bind).join(' and ')}`
  return { name: null, text, values }
}

function zoneAsked(audiences: readonly string[], { boxes, kind }: Asking, bind: Bind): readonly string[] {
  return [
    `not z.archived and z.audience = any(${bind(audiences)}::text[])`,
    ...(kind === null ? [] : [`z.visibility = ${bind(kind)}`]),
    ...(boxes === null ? [] : [inBoxes(unbroken(told), boxes, bind)]),
  ]
}

/** What is wider than half the Earth is drawn across the antimeridian: it runs on beyond it. */
function unbroken(shape: string): string {
  return `(select case when ST_XMax(g) - ST_XMin(g) > 180 then ST_ShiftLongitude(g) else g end from (select ${shape} as g) d)`
}

function inBoxes(shape: string, boxes: readonly Box[], bind: Bind): string {
  const touching = boxes.map((box) => {
    const envelope = `ST_MakeEnvelope(${box.map((edge) => `${bind(edge)}::float8`).join(', ')}, 4326)`
    return `ST_Intersects(${shape}, ${envelope}) or ST_Intersects(${shape}, ST_Translate(${envelope}, 360, 0))`
  })
  return `(${touching.join(' or ')})`
}

function after(table: 'f' | 'z', { after: position }: Asking, bind: Bind): readonly string[] {
  if (position === null) return []
  return [`(${table}.name, ${table}.id) > (${bind(position[0])}, ${bind(position[1])}::uuid)`]
}

/** Where and when a collection lies: west, south, east, north, and its first and last time; null where there is none. */
export type ExtentRow = Readonly<Record<'west' | 'south' | 'east' | 'north', number | null>> & {
  readonly first: string | null
  readonly last: string | null
}

const edges = 'ST_XMin(e) as west, ST_YMin(e) as south, ST_XMax(e) as east, ST_YMax(e) as north'

/** Of incidents a box that holds them all, read off the root of their index, and the times of event of first and last. */
export function incidentsExtent(): Statement {
  const end = (way: string) => `(select occurred_from from incident order by occurred_from ${way}, id ${way} limit 1)`
  const box = `select case when exists (select from incident) then ST_EstimatedExtent('incident', 'geom') end as e`
  const text = `select ${edges}, ${end('asc')} as first, ${end('desc')} as last from (${box}) x`
  return { name: 'incidents-extent', text, values: [] }
}

export function facilitiesExtent(): Statement {
  const text = `select ${edges}, null as first, null as last from (select ST_Extent(f.geom) as e ${facilities}) x`
  return { name: 'facilities-extent', text, values: [] }
}

export function zonesExtent(audiences: readonly string[]): Statement {
  const seen = `not z.archived and z.audience = any($1::text[])`
  const text = `
    select ${edges}, null as first, null as last from (select ST_Extent(${told}) as e ${zones} where ${seen}) x`
  return { name: 'zones-extent', text, values: [audiences] }
}
