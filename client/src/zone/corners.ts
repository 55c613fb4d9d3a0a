import type { LineString, Polygon, Position } from 'geojson'
import { coordinateText, readCoordinates } from '../ui/coordinates.js'
import type { ZoneForm } from './zoneForm.js'

type Drawn = NonNullable<ZoneForm['drawn']>

/** What is drawn by its corners. */
export type Sketched = Exclude<ZoneForm['shape'], 'circle'>

/** What typed corners come to: a shape, the first line that is no position (from 1), or how many are still missing. */
export type Corners =
  | { readonly is: 'shape'; readonly drawn: Polygon | LineString }
  | { readonly is: 'wrong'; readonly line: number }
  | { readonly is: 'few'; readonly missing: number }

/** The corners of a polygon or the points of a corridor, one a line, in any form that a position is written in. */
export function readCorners(text: string, shape: Sketched): Corners {
  const lines = text.split(/[\n;]/).map((line) => line.trim())
  const said = lines.flatMap((line, at) => (line === '' ? [] : [{ at, read: readCoordinates(line) }]))
  const wrong = said.find(({ read }) => !read.ok)
  if (wrong !== undefined) return { is: 'wrong', line: wrong.at + 1 }
  const positions = opened(said.flatMap(({ read }): Position[] => (read.ok ? [read.position] : [])))
  const missing = missingOf(positions, shape)
  return missing > 0 ? { is: 'few', missing } : { is: 'shape', drawn: shapeThrough(positions, shape) }
}

/** How many corners are missing before it is a shape. */
export function missingOf(corners: readonly Position[], shape: Sketched): number {
  return Math.max(0, (shape === 'polygon' ? 3 : 2) - corners.length)
}

/** The shape of these corners; an area is closed. */
export function shapeThrough(corners: readonly Position[], shape: Sketched): Polygon | LineString {
  return shape === 'polygon' ? closed(corners) : { type: 'LineString', coordinates: [...corners] }
}

/** What was drawn as it can be typed; null for what has holes or several parts, which lines of corners cannot say. */
export function cornersText(drawn: Drawn | null): string | null {
  if (drawn === null) return ''
  if (drawn.type === 'LineString') return linesOf(drawn.coordinates)
  if (drawn.type !== 'Polygon' || drawn.coordinates.length !== 1) return null
  return linesOf(opened(drawn.coordinates[0] ?? []))
}

/** Corners as they can be typed, one a line. */
export function linesOf(corners: readonly Position[]): string {
  return corners.map(coordinateText).join('\n')
}

const isSame = (a?: Position, b?: Position) => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]

/** Without a last corner that is the first one again. */
function opened(positions: readonly Position[]): Position[] {
  const isClosed = positions.length > 1 && isSame(positions[0], positions.at(-1))
  return isClosed ? positions.slice(0, -1) : [...positions]
}

function closed(positions: readonly Position[]): Polygon {
  return { type: 'Polygon', coordinates: [[...positions, ...positions.slice(0, 1)]] }
}
