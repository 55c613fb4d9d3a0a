import { unwrapped, type Zone, type ZoneGeometry } from '@cordon/alerts'
import { prepareShapes, saveRules, saveZones, type Database, type PreparedShape } from '@cordon/db'
import { randomUUID } from 'node:crypto'
import type { Chance } from './chance.js'

const owner = '018f0000-0000-7000-8000-000000000001'
const now = '2026-11-09T06:00:00.000Z'

/** A shape for a zone with its size and reach. */
export type ZoneShape = Pick<Zone, 'geometry' | 'radiusMetres' | 'widthMetres' | 'reachMetres'>

/** Where random shapes lie: anywhere, with the date line and the poles well represented. */
export function randomCentre(chance: Chance): readonly [number, number] {
  switch (chance.below(8)) {
    case 0:
      return [wrap(180 + chance.between(-2, 2)), chance.between(-70, 70)]
    case 1:
      return [chance.between(-180, 180), chance.between(85, 90) * chance.pick([1, -1])]
    case 2:
      return [wrap(180 + chance.between(-2, 2)), chance.between(80, 89.5) * chance.pick([1, -1])]
    default:
      return [chance.between(-180, 180), chance.between(-75, 75)]
  }
}

/** A circle, a corridor or a polygon of 1 to some 60 km round a centre; half of them with a reach beyond. */
export function randomShape(chance: Chance, centre: readonly [number, number]): ZoneShape {
  const reachMetres = chance.below(2) * chance.between(100, 20_000)
  const none = { radiusMetres: null, widthMetres: null, reachMetres }
  const polar = Math.abs(centre[1]) > 80
  const kind = polar ? 0 : chance.below(4)
  if (kind < 2) {
    return { ...none, geometry: { type: 'Point', coordinates: [...centre] }, radiusMetres: chance.between(500, 60_000) }
  }
  const size = chance.between(0.01, 0.5)
  if (kind === 2) return { ...none, geometry: corridor(chance, centre, size), widthMetres: chance.between(200, 10_000) }
  return { ...none, geometry: star(chance, centre, size) }
}

function corridor(chance: Chance, [longitude, latitude]: readonly [number, number], size: number): ZoneGeometry {
  const count = 2 + chance.below(8)
  const coordinates = Array.from({ length: count }, (_, index) => [
    wrap(longitude + size * (index / count - 0.5) * 2),
    latitude + chance.between(-size, size) / 2,
  ])
  return { type: 'LineString', coordinates }
}

/** A polygon whose corners are seen from its centre in order, so that it never crosses itself. */
function star(chance: Chance, [longitude, latitude]: readonly [number, number], size: number): ZoneGeometry {
  const count = 3 + chance.below(40)
  const ring = Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI
    const distance = size * chance.between(0.3, 1)
    return [wrap(longitude + distance * Math.cos(angle)), latitude + distance * Math.sin(angle)]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] }
}

function wrap(longitude: number): number {
  return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
}

/** Stores zones without telling anybody of them, a thousand at a time, each with one rule that definite ones meet. */
export async function storeZones(database: Database, shapes: readonly ZoneShape[]): Promise<readonly Zone[]> {
  const zones = shapes.map((shape, index): Zone => zoneOf(shape, index))
  for (let from = 0; from < zones.length; from += 1000) await storeSome(database, zones.slice(from, from + 1000))
  return zones
}

async function storeSome(database: Database, zones: readonly Zone[]): Promise<void> {
  const rows = []
  for (const zone of zones) rows.push({ zone, prepared: await prepared(database, zone.geometry) })
  await database.query(saveZones(rows, [], now))
  await database.query(saveRules(zones.map((zone) => ({ rule: ruleOf(zone), audience: 'all' }))))
}

async function prepared(database: Database, geometry: ZoneGeometry): Promise<PreparedShape> {
  const [shape] = await database.query<PreparedShape>(prepareShapes([unwrapped(geometry)]))
  if (shape === undefined || shape.fault !== null) throw new Error(`Not a shape: ${JSON.stringify(geometry)}`)
  return shape
}

function zoneOf(shape: ZoneShape, index: number): Zone {
  return {
    ...shape,
    id: randomUUID(),
    version: 1,
    seq: 0,
    name: `Zone ${index}`,
    visibility: 'public',
    rings: [],
    facilityId: null,
    ownerId: owner,
    ownerName: 'bench',
    archived: false,
    recordedAt: now,
    recordedBy: 'bench',
  }
}

function ruleOf(zone: Zone) {
  const any = { kinds: null, types: null, minSeverity: null, minGrade: null } as const
  const said = { name: 'Anything', enabled: true, certainty: 'possible', freshHours: 72, cooldownMinutes: 0 } as const
  const born = { id: randomUUID(), version: 1, seq: 0, zoneId: zone.id, ownerId: owner, recordedAt: now }
  return { ...any, ...said, ...born, escalationId: null }
}
