import type { Database } from '@cordon/db'
import { prepareShapes, saveRules, saveZones, type PreparedShape } from '@cordon/db'
import { unwrapped, weekdays, type Rule, type Zone } from '@cordon/alerts'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Chance } from '../kit/chance.js'

const owner = '018f0000-0000-7000-8000-000000000001'
const west = 36
const south = 33
const width = 8
const height = 5

/** A place in the first theatre's box. */
export function randomPlace(chance: Chance): readonly [number, number] {
  return [west + chance.next() * width, south + chance.next() * height]
}

/** Radius of the circle whose area `count` zones in the box need to make 4.7 matches a point. */
export function radiusFor(count: number): number {
  const squareMetres = width * 91_000 * height * 111_000
  return Math.sqrt((4.7 * squareMetres) / (Math.PI * count))
}

type Place = readonly [number, number]
type Sizes = Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres'>

/** Zones as people draw them, all of one area: of ten, six are circles, three polygons of 24 corners, one a corridor. */
export function drawnZones(count: number, chance: Chance): readonly Sizes[] {
  const radius = radiusFor(count)
  return Array.from({ length: count }, (_, n) => {
    const centre = randomPlace(chance)
    if (n % 10 < 6) return circle(centre, radius)
    return n % 10 < 9 ? polygon(centre, radius, chance) : corridor(centre, radius, chance)
  })
}

function circle(centre: Place, radiusMetres: number): Sizes {
  return { geometry: { type: 'Point', coordinates: [...centre] }, radiusMetres, widthMetres: null }
}

function polygon(centre: Place, radius: number, chance: Chance): Sizes {
  const corners = Array.from({ length: 24 }, (_, corner) =>
    away(centre, (corner / 24) * 2 * Math.PI, radius * (0.75 + 0.5 * chance.next())),
  )
  const ring = [...corners, ...corners.slice(0, 1)]
  return { geometry: { type: 'Polygon', coordinates: [ring] }, radiusMetres: null, widthMetres: null }
}

/** Five radii long, with two bends. */
function corridor(centre: Place, radius: number, chance: Chance): Sizes {
  const heading = chance.next() * 2 * Math.PI
  const line = [-2.5, -0.8, 0.8, 2.5].map((along) => away(centre, heading + (chance.next() - 0.5) / 4, along * radius))
  const widthMetres = (Math.PI * radius) / 5
  return { geometry: { type: 'LineString', coordinates: line }, radiusMetres: null, widthMetres }
}

function away([longitude, latitude]: Place, heading: number, metres: number): number[] {
  const north = (metres * Math.cos(heading)) / 111_320
  const east = (metres * Math.sin(heading)) / (111_320 * Math.cos((latitude * Math.PI) / 180))
  return [longitude + east, latitude + north]
}

/** Stores zones, each with so many rules; the first of them is met by any definite event. */
export async function storeZones(
  database: Database,
  { zones: count, rules = 1 }: Listening,
  chance: Chance,
): Promise<void> {
  const now = new Date().toISOString()
  const all = drawnZones(count, chance).map((sizes, n) => zoneOf(sizes, n, now))
  for (let done = 0; done < count; done += 1000) {
    const zones = all.slice(done, done + 1000)
    const rows = await Promise.all(zones.map(async (zone) => ({ zone, prepared: await prepared(database, zone) })))
    await database.query(saveZones(rows, [], now))
    const listening = zones.flatMap((zone) => rulesOf(zone).slice(0, rules))
    await database.query(saveRules(listening.map((rule) => ({ rule, audience: 'all' }))))
  }
}

function zoneOf(sizes: Sizes, n: number, now: string): Zone {
  const listens = { reachMetres: 0, rings: [], facilityId: null, visibility: 'public', archived: false } as const
  const born = { id: randomUUID(), version: 1, seq: 0, ownerId: owner, ownerName: 'bench', recordedAt: now }
  return { ...sizes, ...listens, ...born, name: `Zone ${n}`, recordedBy: 'bench' }
}

async function prepared(database: Database, { geometry }: Zone): Promise<PreparedShape> {
  const [shape] = await database.query<PreparedShape>(prepareShapes([unwrapped(geometry)]))
  if (shape === undefined || shape.fault !== null) throw new Error(`A zone of the bench is not valid: ${shape?.fault}`)
  return shape
}

/** How many zones listen, and with how many rules each, up to three. */
export interface Listening {
  readonly zones: number
  readonly rules?: number
}

/** What people ask for: anything at all, the worst of it, and one type by night. */
function rulesOf(zone: Zone): readonly Rule[] {
  const nights = { timeZone: 'Asia/Damascus', spans: [{ days: weekdays, from: '18:00', to: '06:00' }] }
  return [
    ruleOf(zone),
    { ...ruleOf(zone), name: 'The worst', minSeverity: 'extreme' },
    { ...ruleOf(zone), name: 'Drones by night', types: ['drone'], hours: nights },
  ]
}

function ruleOf(zone: Zone): Rule {
  const any = { kinds: null, types: null, minSeverity: null, minGrade: null } as const
  const said = { name: 'Anything', enabled: true, certainty: 'definite', freshHours: 72, cooldownMinutes: 0 } as const
  const born = { id: randomUUID(), version: 1, seq: 0, zoneId: zone.id, ownerId: owner, recordedAt: zone.recordedAt }
  return { ...any, ...said, ...born, escalationId: null }
}

/** The same zones with the same rules for the naive contenders, in a database of their own. */
export async function storeNaive(url: string, { zones: count, rules = 1 }: Listening, chance: Chance): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const zones = drawnZones(count, chance)
    await client.query(`create table if not exists naive_zone (id uuid primary key default gen_random_uuid(),
      name text not null, shape geography not null, radius double precision not null, buffered geometry)`)
    await client.query(
      `insert into naive_zone (name, shape, radius, buffered)
       select 'Zone ' || n, g, r, case when r = 0 then g::geometry else ST_Buffer(g, r)::geometry end
       from unnest($1::text[], $2::float8[]) with ordinality as z(shape, r, n),
         lateral (select ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326)::geography as g) s`,
      [
        zones.map(({ geometry }) => JSON.stringify(geometry)),
        zones.map(({ radiusMetres, widthMetres }) => radiusMetres ?? (widthMetres ?? 0) / 2),
      ],
    )
    await client.query('create index if not exists naive_zone_shape on naive_zone using gist (shape)')
    await client.query('create index if not exists naive_zone_buffered on naive_zone using gist (buffered)')
    await client.query(`create table if not exists naive_rule (id uuid primary key default gen_random_uuid(),
      zone_id uuid not null references naive_zone, severity text, type text, nights boolean not null)`)
    await client.query(
      `insert into naive_rule (zone_id, severity, type, nights)
       select z.id, r.severity, r.type, r.nights from naive_zone z,
         (values (1, null, null, false), (2, 'extreme', null, false), (3, null, 'drone', true)) r(n, severity, type, nights)
       where r.n <= $1`,
      [rules],
    )
    await client.query('create index if not exists naive_rule_zone on naive_rule (zone_id)')
    await client.query('analyze naive_zone, naive_rule')
  } finally {
    await client.end()
  }
}

/** An incident of right now somewhere in the box. */
export function incidentAt([longitude, latitude]: readonly [number, number], externalId?: string): object {
  const said = {
    type: 'ambush',
    title: 'Ambush on a patrol',
    severity: 'severe',
    occurredFrom: new Date().toISOString(),
  }
  const known = externalId === undefined ? {} : { source: 'bench', externalId }
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: { ...said, ...known },
  }
}
