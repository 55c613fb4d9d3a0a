import { destination } from '../match/direct.js'
import { distanceMetres } from '../match/geodesic.js'
import { finding } from '../tell/finding.js'
import type { Direction } from './directions.js'
import type { PlaceIndex } from './gazetteer.js'
import type { Relation, ToOne } from './phrase.js'
import type { Place } from './place.js'
import type { PlacePosition } from './placing.js'
import { ruralReach, sideDegrees } from './reach.js'
import { bandPolygon, midpoint, positioned, sectorPolygon, within, type Understanding } from './shape.js'

/** How far "east of a place" reaches where no distance is said. */
const farMetres = 25_000

/** Where a relation to a place puts something: all that the words allow, with the place's own uncertainty added. */
export function positionBy(relation: ToOne, anchor: Place, index: PlaceIndex): PlacePosition {
  const at = anchor.point.coordinates
  const [own, place] = [anchor.uncertaintyMetres, anchor.name]
  switch (relation.is) {
    case 'at':
      return within(at, own, (reach) => finding('place.at', { place, ...reach }))
    case 'near':
      return within(at, own + relation.metres, (reach) => finding('place.near', { place, ...reach }))
    case 'outskirts':
      return outskirts(anchor, relation.direction)
    case 'offset':
      return offsetFrom(anchor, relation)
    case 'towards':
      return sideOf(anchor, relation.direction, { reach: farMetres, as: 'place.towards' })
    case 'countryside':
      return countryside(anchor, relation.direction, ruralReach(index, anchor, relation.direction))
  }
}

function countryside(anchor: Place, direction: Direction | null, reach: number): PlacePosition {
  if (direction !== null) return sideOf(anchor, direction, { reach, as: 'place.countrysideTo' })
  const understood: Understanding = (it) => finding('place.countryside', { place: anchor.name, ...it })
  return within(anchor.point.coordinates, anchor.uncertaintyMetres + reach, understood)
}

function outskirts(anchor: Place, direction: Direction | null): PlacePosition {
  const reach = 2 * anchor.uncertaintyMetres + 2_000
  if (direction !== null) return sideOf(anchor, direction, { reach, as: 'place.outskirtsTo' })
  const understood: Understanding = (it) => finding('place.outskirts', { place: anchor.name, ...it })
  return within(anchor.point.coordinates, reach, understood)
}

/** A distance and a direction, or a distance alone: then anywhere round the place. */
function offsetFrom(anchor: Place, { distance, direction }: Extract<Relation, { is: 'offset' }>): PlacePosition {
  const slack = distance.spreadMetres + anchor.uncertaintyMetres
  const sector = {
    centre: anchor.point.coordinates,
    nearMetres: Math.max(0, distance.metres - slack),
    farMetres: distance.metres + slack,
    degrees: direction?.degrees ?? 0,
    spreadDegrees: direction?.spreadDegrees ?? 180,
  }
  const shape = sectorPolygon(sector)
  const { nearMetres, farMetres } = sector
  const values = { nearMetres, farMetres, place: anchor.name }
  if (direction === null)
    return positioned(anchor.point.coordinates, shape, (reach) => finding('place.ring', { ...values, ...reach }))
  const at = stepFrom(anchor, direction, distance.metres)
  const towards = { direction: direction.name, spread: direction.spreadDegrees }
  return positioned(at, shape, (reach) => finding('place.sector', { ...values, ...towards, ...reach }))
}

type Side = 'place.towards' | 'place.countrysideTo' | 'place.outskirtsTo'

/** A side of a place without a distance: nearer is likelier, so the point is a third of the way out. */
function sideOf(
  anchor: Place,
  direction: Direction,
  { reach, as: code }: { readonly reach: number; readonly as: Side },
): PlacePosition {
  const far = anchor.uncertaintyMetres + reach
  const shape = sectorPolygon({
    centre: anchor.point.coordinates,
    nearMetres: 0,
    farMetres: far,
    degrees: direction.degrees,
    spreadDegrees: sideDegrees,
  })
  const values = { direction: direction.name, place: anchor.name }
  return positioned(stepFrom(anchor, direction, far / 3), shape, (it) => finding(code, { ...values, ...it }))
}

function stepFrom(anchor: Place, direction: Direction, metres: number): readonly number[] {
  return destination(anchor.point.coordinates, direction.degrees, metres)
}

/** Somewhere between two places, or on a road that joins them: roads bend, so a fifth of the way to each side. */
export function positionBetween(from: Place, to: Place, road: boolean): PlacePosition {
  const [a, b] = [from.point.coordinates, to.point.coordinates]
  const apart = distanceMetres(a, b)
  const halfWidth = Math.max(from.uncertaintyMetres, to.uncertaintyMetres, 1_000, apart / 5)
  const values = { place: from.name, other: to.name, apartMetres: apart }
  const code = road ? 'place.road' : 'place.between'
  return positioned(midpoint(a, b), bandPolygon(a, b, halfWidth), (it) => finding(code, { ...values, ...it }))
}
