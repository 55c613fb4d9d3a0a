import type { Database } from '@cordon/db'
import { saveRules, saveZones, type PreparedShape } from '@cordon/db'
import type { Rule, Zone } from '@cordon/alerts'
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

/** Radius at which `count` circles in the box make 4.7 matches a point. */
export function radiusFor(count: number): number {
  const squareMetres = width * 91_000 * height * 111_000
  return Math.sqrt((4.7 * squareMetres) / (Math.PI * count))
}

/** Stores `count` circles, each with one rule that a definite event meets. */
export async function storeCircles(database: Database, count: number, chance: Chance): Promise<void> {
  const radiusMetres = radiusFor(count)
  const now = new Date().toISOString()
  for (let done = 0; done < count; done += 1000) {
    const size = Math.min(1000, count - done)
    const zones = Array.from({ length: size }, (_, index) =>
      circle(randomPlace(chance), { radiusMetres, now, n: done + index }),
    )
    await database.query(
      saveZones(
        zones.map((zone) => ({ zone, prepared: preparedPoint(zone) })),
        [],
        now,
      ),
    )
    await database.query(saveRules(zones.map((zone) => ({ rule: ruleOf(zone), audience: 'all' }))))
  }
}

function circle(
  place: readonly [number, number],
  { radiusMetres, now, n }: { readonly radiusMetres: number; readonly now: string; readonly n: number },
): Zone {
  const shape = { geometry: { type: 'Point', coordinates: [...place] }, radiusMetres, widthMetres: null } as const
  const listens = { reachMetres: 0, rings: [], facilityId: null, visibility: 'public', archived: false } as const
  const born = { id: randomUUID(), version: 1, seq: 0, ownerId: owner, ownerName: 'bench', recordedAt: now }
  return {
    ...shape,
    ...listens,
    ...born,
    geometry: { type: 'Point', coordinates: [...place] },
    name: `Zone ${n}`,
    recordedBy: 'bench',
  }
}

/** What `prepareShape` answers for a point, without asking: a hundred thousand round trips are not what is measured. */
function preparedPoint({ geometry }: Zone): PreparedShape {
  const [longitude = 0, latitude = 0] = geometry.type === 'Point' ? geometry.coordinates : []
  const bytes = Buffer.alloc(25)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(0x20000001, 1)
  bytes.writeUInt32LE(4326, 5)
  bytes.writeDoubleLE(longitude, 9)
  bytes.writeDoubleLE(latitude, 17)
  const shape = bytes.toString('hex')
  const pieces = [{ shape, bounds: [longitude, latitude, longitude, latitude] as const }]
  return { fault: null, squareMetres: 0, shape, boundary: null, centre: shape, pieces }
}

function ruleOf(zone: Zone): Rule {
  const any = { kinds: null, types: null, minSeverity: null, minGrade: null } as const
  const said = { name: 'Anything', enabled: true, certainty: 'definite', freshHours: 72, cooldownMinutes: 0 } as const
  const born = { id: randomUUID(), version: 1, seq: 0, zoneId: zone.id, ownerId: owner, recordedAt: zone.recordedAt }
  return { ...any, ...said, ...born }
}

/** The same circles for the naive contenders, in a database of their own. */
export async function storeNaive(url: string, count: number, chance: Chance): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const places = Array.from({ length: count }, () => randomPlace(chance))
    await client.query(`create table if not exists naive_zone (id uuid primary key default gen_random_uuid(),
      centre geography(Point, 4326), radius double precision, buffered geometry(Polygon, 4326))`)
    await client.query(
      `insert into naive_zone (centre, radius, buffered)
       select c, $3::float8, ST_Buffer(c, $3::float8)::geometry
       from unnest($1::float8[], $2::float8[]) as p(x, y), lateral (select ST_SetSRID(ST_MakePoint(x, y), 4326)::geography as c) g`,
      [places.map(([x]) => x), places.map(([, y]) => y), radiusFor(count)],
    )
    await client.query('create index if not exists naive_zone_centre on naive_zone using gist (centre)')
    await client.query('create index if not exists naive_zone_buffered on naive_zone using gist (buffered)')
    await client.query('analyze naive_zone')
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
