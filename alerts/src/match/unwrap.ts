import type { ZoneGeometry } from '../model.js'
import type { Position } from 'geojson'

/** A pole's own latitude would make edges without length; this is 11 m short of it. */
const highestLatitude = 89.9999

/**
 * The same shape with each line running on across the antimeridian (longitudes beyond ±180) instead of jumping back, so
 * that plane geometry sees it whole, and kept off the very poles. A jump of more than 180° is a crossing (RFC 7946, 3.1.9).
 */
export function unwrapped(geometry: ZoneGeometry): ZoneGeometry {
  switch (geometry.type) {
    case 'Point':
      return geometry
    case 'LineString':
      return { ...geometry, coordinates: runOn(geometry.coordinates) }
    case 'MultiLineString':
      return { ...geometry, coordinates: geometry.coordinates.map((line) => runOn(line)) }
    case 'Polygon':
      return { ...geometry, coordinates: rings(geometry.coordinates) }
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map(rings) }
  }
}

/** Whether a ring goes round a pole: run on across the antimeridian it does not come back to where it began. */
export function isRoundPole(ring: readonly Position[]): boolean {
  const around = runOn(ring)
  const [first, last] = [around[0]?.[0] ?? 0, around.at(-1)?.[0] ?? 0]
  return Math.abs(first - last) > 180
}

/** Holes run on from where their outer ring begins, so that they stay inside it. */
function rings(coordinates: Position[][]): Position[][] {
  const [outer = [], ...holes] = coordinates
  const around = runOn(outer)
  const middle = average(around.map(([longitude = 0]) => longitude))
  return [around, ...holes.map((hole) => towards(runOn(hole), middle))]
}

function towards(ring: Position[], middle: number): Position[] {
  const shift = Math.round((middle - average(ring.map(([longitude = 0]) => longitude))) / 360) * 360
  return ring.map(([longitude = 0, latitude = 0]) => [longitude + shift, latitude])
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** A line whose longitudes run on across the antimeridian. */
export function runOn(line: readonly Position[]): Position[] {
  let before: number | null = null
  return line.map(([longitude = 0, latitude = 0]) => {
    const shift: number = before === null ? 0 : Math.round((before - longitude) / 360) * 360
    before = longitude + shift
    return [before, Math.max(-highestLatitude, Math.min(highestLatitude, latitude))]
  })
}
