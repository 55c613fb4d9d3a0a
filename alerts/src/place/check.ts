import { bearingDegrees, distanceMetres } from '../match/geodesic.js'
import type { Point } from 'geojson'
import { formatBearing, formatDistance } from '../units.js'
import type { PlaceIndex } from './gazetteer.js'
import type { Relation } from './phrase.js'
import type { Place } from './place.js'
import type { PlaceCheck } from './placing.js'
import { alike } from './score.js'

/** How like a governorate's name a hint has to be. */
const unitEnough = 0.75
/** A place this near says which governorate a point is in. */
const nearMetres = 25_000
/** So many places near a point say it for sure, where the governorate that is named has none of them … */
const enoughNear = 3
/** … and none within this distance: nearer to a border the places of both sides lie mixed. */
const farMetres = 30_000

/** Holds what a text says of the distance and direction from another place against the map. */
export function checkStated(
  place: Place,
  anchor: Place,
  stated: Extract<Relation, { is: 'offset' }>,
): readonly PlaceCheck[] {
  const [from, to] = [anchor.point.coordinates, place.point.coordinates]
  const measured = distanceMetres(from, to)
  const own = anchor.uncertaintyMetres + place.uncertaintyMetres
  const agrees = Math.abs(measured - stated.distance.metres) <= stated.distance.spreadMetres + own
  const finding = `The text says ${formatDistance(stated.distance.metres)} from ${anchor.name}; ${place.name} is ${formatDistance(measured)} from it.`
  const distance = { of: 'distance', agrees, finding } as const
  return stated.direction === null ? [distance] : [distance, directionCheck(place, anchor, stated.direction)]
}

function directionCheck(
  place: Place,
  anchor: Place,
  stated: { degrees: number; spreadDegrees: number; name: string },
): PlaceCheck {
  const [from, to] = [anchor.point.coordinates, place.point.coordinates]
  const bearing = bearingDegrees(from, to)
  const apart = Math.abs(((bearing - stated.degrees + 540) % 360) - 180)
  const own = anchor.uncertaintyMetres + place.uncertaintyMetres
  const slack = (Math.atan2(own, distanceMetres(from, to)) * 180) / Math.PI
  const finding = `The text says ${stated.name} of ${anchor.name}; ${place.name} lies ${formatBearing(bearing)} of it.`
  return { of: 'direction', agrees: apart <= stated.spreadDegrees + slack, finding }
}

/** The governorates that a text may mean; empty where none is called like it. */
export function unitsNamed(index: PlaceIndex, text: string): ReadonlySet<number> {
  return new Set(alike(index.unitNames, text, { least: unitEnough, band: 0.05 }).map((it) => it.owner))
}

/**
 * Whether a point lies in the governorate that a text names, by the places round it: it does not where those near it all
 * belong to another one and the nearest place of the named one is far. Where the ground is empty the point is not doubted.
 * Null where nothing is known of the governorate.
 */
export function checkAdmin1(index: PlaceIndex, point: Point, admin1: string): PlaceCheck | null {
  const units = unitsNamed(index, admin1)
  const around = surroundings(index, point, units)
  if (around.nearestInside === null) return null
  const away = formatDistance(around.nearestInside)
  const others = around.near.filter((it) => !it.inside)
  const agrees = around.nearestInside <= farMetres || others.length < enoughNear
  const rest = agrees
    ? ''
    : `; the ${others.length} places nearest to it lie in ${others[0]?.admin1 ?? 'another governorate'}`
  return { of: 'admin1', agrees, finding: `The point lies ${away} from the nearest known place of ${admin1}${rest}.` }
}

interface Neighbour {
  readonly metres: number
  readonly inside: boolean
  readonly admin1: string | null
}

/** The five nearest places within 25 km, and how far the nearest of some governorates is. */
function surroundings(index: PlaceIndex, point: Point, units: ReadonlySet<number>) {
  let nearestInside: number | null = null
  let near: readonly Neighbour[] = []
  for (const [number, place] of index.places.entries()) {
    const unit = index.placeUnits[number] ?? null
    if (unit === null) continue
    const metres = roughMetres(point.coordinates, place.point.coordinates)
    const inside = units.has(unit)
    if (inside && metres < (nearestInside ?? Infinity)) nearestInside = metres
    if (metres > nearMetres || (near.length === 5 && metres > (near[4]?.metres ?? 0))) continue
    near = [...near, { metres, inside, admin1: place.admin1 }].sort((a, b) => a.metres - b.metres).slice(0, 5)
  }
  return { nearestInside, near }
}

/** Distance on a plane that touches the Earth halfway: within 1 % over a governorate, and quick for every place there is. */
function roughMetres(a: readonly number[], b: readonly number[]): number {
  const [lonA = 0, latA = 0] = a
  const [lonB = 0, latB = 0] = b
  const east = (((lonB - lonA + 540) % 360) - 180) * Math.cos((((latA + latB) / 2) * Math.PI) / 180)
  return 111_195 * Math.hypot(east, latB - latA)
}
