import type { Point, Polygon, Position } from 'geojson'
import { precisionOf } from '../match/defaults.js'
import { circleRing, destination, disc } from '../match/direct.js'
import { bearingDegrees, distanceMetres } from '../match/geodesic.js'
import type { Finding } from '../tell/finding.js'
import { explained, type PlacePosition } from './placing.js'

type LonLat = readonly number[]

/** How the words were understood, once it is known how far they reach. */
export type Understanding = (reach: { readonly withinMetres: number }) => Finding

/** Part of a ring round a place: between two distances, to both sides of a direction. */
export interface Sector {
  readonly centre: LonLat
  readonly nearMetres: number
  readonly farMetres: number
  readonly degrees: number
  readonly spreadDegrees: number
}

/** The area of a sector; one that goes all round is a ring. */
export function sectorPolygon({ centre, nearMetres, farMetres, degrees, spreadDegrees }: Sector): Polygon {
  if (spreadDegrees >= 180) return ringPolygon(centre, nearMetres, farMetres)
  const steps = 16
  const bearings = Array.from(
    { length: steps + 1 },
    (_, n) => degrees - spreadDegrees + (n * 2 * spreadDegrees) / steps,
  )
  const outer = bearings.map((bearing) => destination(centre, bearing, farMetres))
  const inner = nearMetres <= 0 ? [[...centre]] : bearings.map((bearing) => destination(centre, bearing, nearMetres))
  return closed([...inner, ...outer.reverse()])
}

/** The area between two distances of a place. */
export function ringPolygon(centre: LonLat, nearMetres: number, farMetres: number): Polygon {
  const outer = circleRing(centre, farMetres)
  return { type: 'Polygon', coordinates: nearMetres <= 0 ? [outer] : [outer, circleRing(centre, nearMetres).reverse()] }
}

/** The area to both sides of the line between two places, round its ends. */
export function bandPolygon(from: LonLat, to: LonLat, halfWidthMetres: number): Polygon {
  const there = bearingDegrees(from, to)
  const back = bearingDegrees(to, from)
  const arc = (centre: LonLat, bearing: number) =>
    Array.from({ length: 17 }, (_, n) => destination(centre, bearing + 90 - (n * 180) / 16, halfWidthMetres))
  return closed([...arc(from, there + 180), ...arc(to, back + 180)])
}

function closed(ring: readonly Position[]): Polygon {
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }
}

/** The radius round a point that covers a shape, in metres, with 1 % for edges that bow between corners. */
export function coverMetres(point: LonLat, shape: Polygon): number {
  const [outer = []] = shape.coordinates
  return 1.01 * Math.max(0, ...outer.map((corner) => distanceMetres(point, corner)))
}

/** Halfway between two places. */
export function midpoint(from: LonLat, to: LonLat): Position {
  return destination(from, bearingDegrees(from, to), distanceMetres(from, to) / 2)
}

/** A position with what the words allow; the radius is that which covers the shape. */
export function positioned(at: LonLat, shape: Polygon, understood: Understanding): PlacePosition {
  const uncertaintyMetres = roundUp(coverMetres(at, shape))
  return {
    point: pointAt(at),
    uncertaintyMetres,
    locationPrecision: precisionOf(uncertaintyMetres),
    shape,
    ...explained(understood({ withinMetres: uncertaintyMetres })),
  }
}

/** A position within a radius. */
export function within(at: LonLat, metres: number, understood: Understanding): PlacePosition {
  return {
    point: pointAt(at),
    uncertaintyMetres: metres,
    locationPrecision: precisionOf(metres),
    shape: disc(at, metres),
    ...explained(understood({ withinMetres: metres })),
  }
}

/** A point within ±180° of longitude, to the decimetre. */
function pointAt([longitude = 0, latitude = 0]: LonLat): Point {
  const turned = ((((longitude + 180) % 360) + 360) % 360) - 180
  return { type: 'Point', coordinates: [rounded(Math.abs(longitude) <= 180 ? longitude : turned), rounded(latitude)] }
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

function roundUp(metres: number): number {
  return Math.ceil(metres / 100) * 100
}
