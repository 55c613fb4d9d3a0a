import type { Point } from 'geojson'
import { bearingDegrees, distanceMetres } from '../match/geodesic.js'
import { defaultUncertaintyMetres } from '../match/defaults.js'
import type { LocationPrecision } from '../model.js'
import { numbersAround } from './cells.js'
import { unitsNamed } from './check.js'
import { chordSquared, rayOf, surelyBeyond, surelyWithin } from './chord.js'
import type { Direction } from './directions.js'
import type { PlaceIndex } from './gazetteer.js'
import type { Place } from './place.js'

/** Beyond its outermost known place a unit goes on. */
export const beyondMetres = 10_000
/** The middle of a unit may be empty ground; a place this near still says which one it is. */
const nearMetres = 100_000
/** How far the countryside of a village or town goes. */
const countrysideMetres = 40_000
/** A place is its own nearest one, or stands beside another list's entry of it. */
const seatMetres = 5_000
/** How far to each side of its direction a side of a place goes. */
export const sideDegrees = 45
/** Points that are reckoned once for many incidents: units have one each. */
const mostKnown = 10_000

/** How a point that stands for a whole unit is known. */
export type UnitPrecision = Extract<LocationPrecision, 'admin1' | 'country'>

/** Whether a position stands for a whole unit. */
export function isOfUnit(precision: LocationPrecision | null | undefined): precision is UnitPrecision {
  return precision === 'admin1' || precision === 'country'
}

/** The radius in metres round a point that covers the unit it stands for. */
export type UnitReach = (point: Point, precision: UnitPrecision) => number

/**
 * The radius that covers the governorate or country round the nearest known place: as far as the outermost place that is
 * known of it, and beyond. Never less than the default of the precision, which it is where no place is near.
 */
export function unitReach(index: PlaceIndex): UnitReach {
  const known = new Map<string, number>()
  return ({ coordinates }, precision) => {
    const key = `${precision} ${coordinates.join(' ')}`
    const found =
      known.get(key) ?? Math.max(defaultUncertaintyMetres(precision), farthest(index, coordinates, precision))
    if (known.size < mostKnown) known.set(key, found)
    return found
  }
}

function farthest(index: PlaceIndex, position: readonly number[], precision: UnitPrecision): number {
  const unit = nearestUnit(index, position, nearMetres)
  if (unit === null) return 0
  const country = index.units[unit]?.country ?? null
  const isCountry = precision === 'country' && country !== null
  const ray = rayOf(position)
  let [outermost, within] = [0, 0]
  for (const [number, places] of index.unitPlaces) {
    if (isCountry ? index.units[number]?.country !== country : number !== unit) continue
    for (const place of places) {
      if (chordSquared(index.rays, place, ray) <= within) continue
      outermost = Math.max(outermost, distanceMetres(position, index.places[place]?.point.coordinates ?? position))
      within = surelyWithin(outermost)
    }
  }
  return Math.ceil((outermost + beyondMetres) / 1000) * 1000
}

/**
 * How far the countryside of a place goes, in metres, on a side of it or all round. That of a governorate's seat is the
 * governorate's: people call both by one name.
 */
export function ruralReach(
  index: PlaceIndex,
  { name, point: { coordinates: from } }: Place,
  to: Direction | null,
): number {
  const unit = nearestUnit(index, from, seatMetres)
  if (unit === null || !unitsNamed(index, name).has(unit)) return countrysideMetres
  const lies = index.unitPlaces.get(unit)?.map((number) => index.places[number]?.point.coordinates ?? from) ?? []
  const farthest = lies
    .filter((it) => to === null || turn(bearingDegrees(from, it), to.degrees) <= sideDegrees)
    .reduce((most, it) => Math.max(most, distanceMetres(from, it)), 0)
  return Math.max(countrysideMetres, farthest + beyondMetres)
}

/** Degrees between two bearings, 0 to 180. */
function turn(one: number, other: number): number {
  return Math.abs(((one - other + 540) % 360) - 180)
}

/** The number of the unit of the nearest place whose unit is known; null where none is within some metres. */
export function nearestUnit(index: PlaceIndex, position: readonly number[], withinMetres: number): number | null {
  const ray = rayOf(position)
  let [nearest, beyond, unit]: [number, number, number | null] = [withinMetres, surelyBeyond(withinMetres), null]
  for (const number of numbersAround(index.cells, position, withinMetres)) {
    if (chordSquared(index.rays, number, ray) > beyond) continue
    const metres = distanceMetres(position, index.places[number]?.point.coordinates ?? [])
    if (metres > nearest) continue
    ;[nearest, beyond] = [metres, surelyBeyond(metres)]
    unit = index.placeUnits[number] ?? null
  }
  return unit
}
