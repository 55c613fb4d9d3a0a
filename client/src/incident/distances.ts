import { bearingDegrees, distanceMetres, type Facility, type Zone } from '@cordon/alerts'
import type { Point } from 'geojson'

/** How far something lies from a point, and in which direction it is seen from there to the point. */
export interface Distance {
  readonly id: string
  readonly name: string
  readonly kind: 'facility' | 'zone'
  readonly metres: number
  /** How deep inside; 0 outside. */
  readonly depthMetres: number
  readonly bearingDegrees: number | null
}

/** Distances from every facility and every round zone to a point, nearest first, geodesic on WGS 84. */
export function distancesTo(point: Point, facilities: Iterable<Facility>, zones: Iterable<Zone>): readonly Distance[] {
  const places = [...facilities].map((facility) => toFacility(point, facility))
  const circles = [...zones].flatMap((zone) => toCircle(point, zone))
  return [...places, ...circles].toSorted((a, b) => a.metres - a.depthMetres - (b.metres - b.depthMetres))
}

function toFacility(point: Point, { id, name, point: from }: Facility): Distance {
  const metres = distanceMetres(from.coordinates, point.coordinates)
  return { id, name, kind: 'facility', metres, depthMetres: 0, bearingDegrees: bearingFrom(from, point, metres) }
}

/** What is round is measured exactly from its centre; other shapes are measured by the database, with their alerts. */
function toCircle(point: Point, { id, name, geometry, radiusMetres, archived }: Zone): readonly Distance[] {
  if (geometry.type !== 'Point' || radiusMetres === null || archived) return []
  const fromCentre = distanceMetres(geometry.coordinates, point.coordinates)
  const beyond = fromCentre - radiusMetres
  const bearing = bearingFrom(geometry, point, fromCentre)
  const where = { metres: Math.max(0, beyond), depthMetres: Math.max(0, -beyond), bearingDegrees: bearing }
  return [{ id, name, kind: 'zone', ...where }]
}

function bearingFrom(from: Point, to: Point, metres: number): number | null {
  return metres < 1 ? null : bearingDegrees(from.coordinates, to.coordinates)
}
