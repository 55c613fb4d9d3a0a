import { bearingDegrees, distanceMetres } from '../match/geodesic.js'
import type { Point } from 'geojson'
import { finding } from '../tell/finding.js'
import { numbersAround } from './cells.js'
import type { PlaceIndex } from './gazetteer.js'
import type { Relation } from './phrase.js'
import type { Place } from './place.js'
import { checked, type PlaceCheck } from './placing.js'
import { alike } from './score.js'

/** How like a governorate's name a hint has to be. */
const unitEnough = 0.75
/** A place this near says which governorate a point is in. */
const nearMetres = 25_000
/** So many places near a point say it for sure, where the governorate that is named has none of them … */
const enoughNear = 3
/** … and none within this distance: at borders and where few villages are known, real data is up to 40 km off and right. */
const farMetres = 50_000

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
  const values = { statedMetres: stated.distance.metres, measuredMetres: measured, ...namesOf(place, anchor) }
  const distance = checked('distance', agrees, finding('place.distance', values))
  return stated.direction === null ? [distance] : [distance, directionCheck(place, anchor, stated.direction)]
}

function namesOf(place: Place, anchor: Place) {
  return { place: place.name, anchor: anchor.name }
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
  const values = { direction: stated.name, measuredDegrees: bearing, ...namesOf(place, anchor) }
  return checked('direction', apart <= stated.spreadDegrees + slack, finding('place.direction', values))
}

/** What kind of unit it is, as data sets write it beside its name; Arabic words for it are folded away with the name. */
const unitKind = /\b(?:governorate|province|muhafaza[ht]?)\b/giu

/** The governorates that a text may mean; empty where none is called like it. */
export function unitsNamed(index: PlaceIndex, text: string): ReadonlySet<number> {
  const bare = text.replace(unitKind, ' ').trim()
  const found = alike(index.unitNames, bare === '' ? text : bare, { least: unitEnough, band: 0.05 })
  return new Set(found.map((it) => it.owner))
}

/**
 * Whether a point lies in the governorate that a text names, by the places round it: it does not where those near it all
 * belong to another one (three or more within 25 km) and the nearest place of the named one is more than 50 km away.
 * Where the ground is empty the point is not doubted. Null where nothing is known of the governorate.
 */
export function checkAdmin1(index: PlaceIndex, point: Point, admin1: string): PlaceCheck | null {
  return checkUnits(index, point, { admin1, units: unitsNamed(index, admin1) })
}

/** Whether a point lies in one of some governorates; see `checkAdmin1`. `admin1` is what a text calls them. */
export function checkUnits(
  index: PlaceIndex,
  point: Point,
  { admin1, units }: { readonly admin1: string; readonly units: ReadonlySet<number> },
): PlaceCheck | null {
  if (![...units].some((unit) => index.unitPlaces.has(unit))) return null
  const near = othersNear(index, point, units)
  const [first] = near
  if (first === undefined || near.length < enoughNear)
    return checked('admin1', true, finding('place.unitFits', { unit: admin1 }))
  const values = { unit: admin1, place: first.place.name, awayMetres: nearestOf(index, point, units) }
  const placeUnit = first.place.admin1
  const found =
    placeUnit === null
      ? finding('place.unitElsewhereUnnamed', values)
      : finding('place.unitElsewhere', { ...values, placeUnit })
  return checked('admin1', false, found)
}

/** The places round a point, the nearest first; none where one of these governorates is not far. */
function othersNear(index: PlaceIndex, { coordinates }: Point, units: ReadonlySet<number>) {
  const found: { readonly metres: number; readonly place: Place }[] = []
  for (const number of numbersAround(index.cells, coordinates, farMetres)) {
    const [place, unit] = [index.places[number], index.placeUnits[number] ?? null]
    if (place === undefined || unit === null) continue
    const metres = roughMetres(coordinates, place.point.coordinates)
    if (metres <= farMetres && units.has(unit)) return []
    if (metres <= nearMetres) found.push({ metres, place })
  }
  return found.sort((a, b) => a.metres - b.metres)
}

/** How far the nearest place of some governorates is. */
function nearestOf(index: PlaceIndex, { coordinates }: Point, units: ReadonlySet<number>): number {
  let nearest = Infinity
  for (const unit of units) {
    for (const number of index.unitPlaces.get(unit) ?? [])
      nearest = Math.min(nearest, roughMetres(coordinates, index.places[number]?.point.coordinates ?? []))
  }
  return nearest
}

/** Distance on a plane that touches the Earth halfway: within 1 % over a governorate, and quick for every place there is. */
function roughMetres(a: readonly number[], b: readonly number[]): number {
  const [lonA = 0, latA = 0] = a
  const [lonB = 0, latB = 0] = b
  const east = (((lonB - lonA + 540) % 360) - 180) * Math.cos((((latA + latB) / 2) * Math.PI) / 180)
  return 111_195 * Math.hypot(east, latB - latA)
}
