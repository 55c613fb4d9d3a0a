import type { Position } from 'geojson'
import { pathsOf, type Drawn } from './reshape.js'

/** Of more sides than this nothing is said while it is drawn: the server looks at all of them. */
const mostSides = 400

type Side = readonly [from: Position, to: Position]

/** Where the outline of an area crosses itself, as on a flat map; null where it does not, or is a line. */
export function crossingOf(drawn: Drawn): Position | null {
  if (drawn.type === 'LineString' || drawn.type === 'MultiLineString') return null
  return firstCrossing(
    pathsOf(drawn).flatMap((path) => path.map((from, at): Side => [from, path[(at + 1) % path.length] ?? from])),
  )
}

/** The same of an outline that is not closed yet. */
export function crossingSoFar(corners: readonly Position[]): Position | null {
  const [path = []] = pathsOf({ type: 'LineString', coordinates: [...corners] })
  return firstCrossing(path.slice(1).map((to, at): Side => [path[at] ?? to, to]))
}

function firstCrossing(sides: readonly Side[]): Position | null {
  if (sides.length > mostSides) return null
  for (const [at, side] of sides.entries()) {
    for (const other of sides.slice(0, at)) {
      const there = crossing(other, side)
      if (there !== null) return there
    }
  }
  return null
}

/** Where two sides go through each other; sides that meet at a corner do not. */
function crossing([a, b]: Side, [c, d]: Side): Position | null {
  const [ofA, ofB, ofC, ofD] = [turn(c, d, a), turn(c, d, b), turn(a, b, c), turn(a, b, d)]
  // Said so that what is no number crosses nothing.
  if (!(ofA * ofB < 0 && ofC * ofD < 0)) return null
  const share = ofA / (ofA - ofB)
  return [0, 1].map((axis) => (a[axis] ?? 0) + share * ((b[axis] ?? 0) - (a[axis] ?? 0)))
}

/** On which side of a line a point lies: above 0 to the left, below 0 to the right. */
function turn([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position, [x = 0, y = 0]: Position): number {
  return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
}

/** A place of a finding, as the server says it: latitude first, five decimals. */
export function whereText([longitude = 0, latitude = 0]: Position): string {
  const within180 = ((((longitude + 180) % 360) + 360) % 360) - 180
  return `${latitude.toFixed(5)}, ${within180.toFixed(5)}`
}
