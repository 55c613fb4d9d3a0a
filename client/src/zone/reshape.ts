import type { Position } from 'geojson'
import { wrapped } from '../map/wrapped.js'
import type { ZoneForm } from './zoneForm.js'

export type Drawn = NonNullable<ZoneForm['drawn']>

/** One corner of a shape: in which of its lines or rings, and in which place there. */
export interface Corner {
  readonly path: number
  readonly at: number
}

/** Of more corners than this none is taken by hand: nobody could tell them apart, and none would be left to see. */
export const mostCorners = 150

/** Its lines and rings, each ring without the last corner that is its first again; over the date line they run on. */
export function pathsOf(drawn: Drawn): readonly (readonly Position[])[] {
  const paths: Position[][] = []
  reshaped(drawn, (path) => {
    paths.push(path)
    return path
  })
  return paths
}

/** Where another corner may come: halfway along each side, after the corner that it is told with. */
export function halfways(drawn: Drawn): readonly (Corner & { readonly position: Position })[] {
  return pathsOf(drawn).flatMap((corners, path) => {
    const sides = isOfRings(drawn) ? corners.length : corners.length - 1
    return corners.slice(0, sides).map((from, at) => {
      const [, to = from] = runningOn([from, corners[(at + 1) % corners.length] ?? from])
      return { path, at, position: from.map((it, axis) => (it + (to[axis] ?? it)) / 2) }
    })
  })
}

export function withCorner(drawn: Drawn, { path, at }: Corner, to: Position): Drawn {
  return reshaped(drawn, (it, n) => (n === path ? it.with(at, rounded(to)) : it))
}

/** With one more, after a corner. */
export function withCornerAfter(drawn: Drawn, { path, at }: Corner, to: Position): Drawn {
  return reshaped(drawn, (it, n) => (n === path ? it.toSpliced(at + 1, 0, rounded(to)) : it))
}

/** Without a corner; null where too few are left to be a shape. */
export function withoutCorner(drawn: Drawn, { path, at }: Corner): Drawn | null {
  const fewest = isOfRings(drawn) ? 3 : 2
  if ((pathsOf(drawn)[path]?.length ?? 0) <= fewest) return null
  return reshaped(drawn, (it, n) => (n === path ? it.toSpliced(at, 1) : it))
}

/** The middle of what it spans. */
export function middleOf(drawn: Drawn): Position {
  const all = pathsOf(drawn).flat()
  return [0, 1].map((axis) => {
    const values = all.map((it) => it[axis] ?? 0)
    return (Math.min(...values) + Math.max(...values)) / 2
  })
}

/** All of it with its middle elsewhere, as wide on the ground as before however far north it goes. */
export function withMiddle(drawn: Drawn, to: Position): Drawn {
  const [lon0 = 0, lat0 = 0] = middleOf(drawn)
  const [lon1 = 0, lat1 = 0] = to
  const wider = cosine(lat0) / cosine(lat1)
  const shifted = ([lon = 0, lat = 0]: Position) => rounded([lon1 + (lon - lon0) * wider, lat + lat1 - lat0])
  return reshaped(drawn, (path) => path.map(shifted))
}

function cosine(latitude: number): number {
  return Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
}

/** To a tenth of a metre, and never beyond a pole. */
function rounded([longitude = 0, latitude = 0]: Position): Position {
  return [longitude, Math.max(-89.9, Math.min(89.9, latitude))].map((it) => Math.round(it * 1e6) / 1e6)
}

function isOfRings({ type }: Drawn): boolean {
  return type === 'Polygon' || type === 'MultiPolygon'
}

/** A shape of the same parts, each of its lines and rings changed; they are counted from 0 through all of it. */
function reshaped(drawn: Drawn, change: (path: Position[], n: number) => Position[]): Drawn {
  let n = 0
  const line = (it: Position[]) => wrapped(change(runningOn(it), n++))
  const ring = (it: Position[]) => {
    const corners = wrapped(change(runningOn(it.slice(0, -1)), n++))
    return [...corners, ...corners.slice(0, 1)]
  }
  switch (drawn.type) {
    case 'LineString':
      return { type: 'LineString', coordinates: line(drawn.coordinates) }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: drawn.coordinates.map(line) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: drawn.coordinates.map(ring) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: drawn.coordinates.map((part) => part.map(ring)) }
  }
}

/** With no leap at the date line: each longitude within 180° of the one before. */
function runningOn(path: readonly Position[]): Position[] {
  let before = path[0]?.[0] ?? 0
  return path.map(([longitude = 0, latitude = 0]) => {
    before = longitude - Math.round((longitude - before) / 360) * 360
    return [before, latitude]
  })
}
