import { bearingDegrees, destination, distanceMetres, formatBearing } from '@cordon/alerts'
import type { Feature, Position } from 'geojson'
import { distanceIn } from '../ui/distance.js'

/** From one point of a measured way to the next, geodesic on WGS 84. */
export interface Leg {
  readonly metres: number
  /** Direction at its start, degrees clockwise from north; null where both points are one. */
  readonly bearingDegrees: number | null
}

/** Points closer than this are one. */
const oneMetre = 1
/** A leg is drawn in pieces no longer than this, so that it is seen to bend as the Earth does. */
const pieceMetres = 25_000
const mostPieces = 128

export function legsOf(points: readonly Position[]): readonly Leg[] {
  return points.slice(1).map((to, before) => {
    const from = points[before] ?? to
    const metres = distanceMetres(from, to)
    return { metres, bearingDegrees: metres < oneMetre ? null : bearingDegrees(from, to) }
  })
}

export function totalMetres(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => sum + leg.metres, 0)
}

/** A leg in words: `3.1 km SE 134°`. */
export function legText({ metres, bearingDegrees: bearing }: Leg, locale: string): string {
  const far = distanceIn(locale, metres)
  return bearing === null ? far : `${far} ${formatBearing(bearing)}`
}

/** The measured way as it is drawn: a line along the geodesics, its points, and what each leg measures at its end. */
export function measureFeatures(points: readonly Position[], locale: string): readonly Feature[] {
  const legs = legsOf(points)
  const path = pathAlong(points, legs)
  const ends = points.map((coordinates, at): Feature => {
    const leg = legs[at - 1]
    const text = leg === undefined ? '' : legText(leg, locale)
    return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { text } }
  })
  if (path.length < 2) return ends
  return [{ type: 'Feature', geometry: { type: 'LineString', coordinates: path }, properties: {} }, ...ends]
}

/** Longitudes run on beyond ±180, so that a way across the date line stays in one piece. */
function pathAlong(points: readonly Position[], legs: readonly Leg[]): Position[] {
  const [first] = points
  if (first === undefined) return []
  const path: Position[] = [first]
  for (const { metres, bearingDegrees: bearing } of legs) {
    const from = path.at(-1) ?? first
    const pieces = Math.min(mostPieces, Math.max(1, Math.ceil(metres / pieceMetres)))
    for (let piece = 1; piece <= pieces; piece += 1)
      path.push(destination(from, bearing ?? 0, (metres * piece) / pieces))
  }
  return path
}
