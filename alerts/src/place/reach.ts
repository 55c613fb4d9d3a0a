import type { Point } from 'geojson'
import { distanceMetres } from '../match/geodesic.js'
import { defaultUncertaintyMetres } from '../match/defaults.js'
import type { LocationPrecision } from '../model.js'
import { numbersAround } from './cells.js'
import type { PlaceIndex } from './gazetteer.js'

/** Beyond its outermost known place a unit goes on. */
export const beyondMetres = 10_000
/** The middle of a unit may be empty ground; a place this near still says which one it is. */
const nearMetres = 100_000
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
  let outermost = 0
  for (const [number, places] of index.unitPlaces) {
    if (isCountry ? index.units[number]?.country !== country : number !== unit) continue
    for (const place of places)
      outermost = Math.max(outermost, distanceMetres(position, index.places[place]?.point.coordinates ?? position))
  }
  return Math.ceil((outermost + beyondMetres) / 1000) * 1000
}

/** The number of the unit of the nearest place whose unit is known; null where none is within some metres. */
export function nearestUnit(index: PlaceIndex, position: readonly number[], withinMetres: number): number | null {
  let [nearest, unit]: [number, number | null] = [withinMetres, null]
  for (const number of numbersAround(index.cells, position, withinMetres)) {
    const metres = distanceMetres(position, index.places[number]?.point.coordinates ?? [])
    if (metres > nearest) continue
    nearest = metres
    unit = index.placeUnits[number] ?? null
  }
  return unit
}
