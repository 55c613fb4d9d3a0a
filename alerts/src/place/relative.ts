import { destination } from '../match/direct.js'
import { distanceMetres } from '../match/geodesic.js'
import { formatDistance } from '../units.js'
import type { Direction } from './directions.js'
import type { Relation } from './phrase.js'
import type { Place } from './place.js'
import type { PlacePosition } from './placing.js'
import { bandPolygon, midpoint, positioned, sectorPolygon, within } from './shape.js'

/** A relation to one place. */
export type ToOne = Exclude<Relation, { is: 'between' } | { is: 'unit' }>

/** How far "east of a place" reaches where no distance is said, and how far its countryside. */
const farMetres = 25_000
const countrysideMetres = 40_000

/** Where a relation to a place puts something: all that the words allow, with the place's own uncertainty added. */
export function positionBy(relation: ToOne, anchor: Place): PlacePosition {
  const at = anchor.point.coordinates
  const own = anchor.uncertaintyMetres
  switch (relation.is) {
    case 'at':
      return within(at, own, anchor.name)
    case 'near':
      return within(at, own + relation.metres, `Near ${anchor.name}`)
    case 'outskirts':
      return outskirts(anchor, relation.direction)
    case 'offset':
      return offsetFrom(anchor, relation)
    case 'towards':
      return sideOf(anchor, relation.direction, { reach: farMetres, said: `${title(relation.direction.name)} of` })
    case 'countryside':
      if (relation.direction === null) return within(at, own + countrysideMetres, `The countryside of ${anchor.name}`)
      return sideOf(anchor, relation.direction, {
        reach: countrysideMetres,
        said: `The ${relation.direction.name}ern countryside of`,
      })
  }
}

function outskirts(anchor: Place, direction: Direction | null): PlacePosition {
  const reach = 2 * anchor.uncertaintyMetres + 2_000
  if (direction === null) return within(anchor.point.coordinates, reach, `The outskirts of ${anchor.name}`)
  return sideOf(anchor, direction, { reach, said: `The ${direction.name}ern outskirts of` })
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
  const span = `${formatDistance(sector.nearMetres)} to ${formatDistance(sector.farMetres)}`
  if (direction === null)
    return positioned(anchor.point.coordinates, shape, `${span} from ${anchor.name}, in a direction not stated`)
  const at = stepFrom(anchor, direction, distance.metres)
  const sides = `${direction.spreadDegrees}° to each side`
  return positioned(at, shape, `${span} ${direction.name} of ${anchor.name}, ${sides}`)
}

/** A side of a place without a distance: nearer is likelier, so the point is a third of the way out. */
function sideOf(
  anchor: Place,
  direction: Direction,
  { reach, said }: { readonly reach: number; readonly said: string },
): PlacePosition {
  const far = anchor.uncertaintyMetres + reach
  const shape = sectorPolygon({
    centre: anchor.point.coordinates,
    nearMetres: 0,
    farMetres: far,
    degrees: direction.degrees,
    spreadDegrees: 45,
  })
  return positioned(stepFrom(anchor, direction, far / 3), shape, `${said} ${anchor.name}, at a distance not stated`)
}

function stepFrom(anchor: Place, direction: Direction, metres: number): readonly number[] {
  return destination(anchor.point.coordinates, direction.degrees, metres)
}

/** Somewhere between two places, or on a road that joins them: roads bend, so a fifth of the way to each side. */
export function positionBetween(from: Place, to: Place, road: boolean): PlacePosition {
  const [a, b] = [from.point.coordinates, to.point.coordinates]
  const apart = distanceMetres(a, b)
  const halfWidth = Math.max(from.uncertaintyMetres, to.uncertaintyMetres, 1_000, apart / 5)
  const said = road ? `On a road between ${from.name} and ${to.name}` : `Between ${from.name} and ${to.name}`
  return positioned(midpoint(a, b), bandPolygon(a, b, halfWidth), `${said}, ${formatDistance(apart)} apart`)
}

function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
