import type { Point } from 'geojson'
import { degrees, geodeticLatitude, lonLat, polarRadius, radians, reducedLatitude } from './ellipsoid.js'

/** Degrees: west and east longitude within ±180 with west ≤ east, south and north latitude within ±90. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/**
 * The boxes that surely contain every point within `metres` (geodesic, WGS 84) of a shape in the given bounds:
 * one, two where the antimeridian is crossed, and all longitudes where a pole comes within reach.
 *
 * In reduced latitude β the ellipsoid's metric a² cos²β dλ² + (a² sin²β + b² cos²β) dβ² is nowhere below b² times
 * that of the unit sphere, so a path of d metres is at least d / b long there: the box of the spherical cap of that
 * radius is an over-estimate, by 0.4 % at most. The slack of 0.2 % and 10 m is for edges that bow out of the box of
 * their ends (30 cm on one of 0.05°), for rounding, and for the database's own tolerance.
 * Bounds with west > east cross the antimeridian.
 */
export function paddedBoxes(bounds: Box, metres: number): readonly Box[] {
  assertBounds(bounds, metres)
  const [west, south, east, north] = bounds
  const angle = (metres * 1.002 + 10) / polarRadius
  const low = reducedLatitude(radians(south)) - angle
  const high = reducedLatitude(radians(north)) + angle
  const pole = Math.PI / 2
  const latitudes = [
    low <= -pole ? -90 : degrees(geodeticLatitude(low)),
    high >= pole ? 90 : degrees(geodeticLatitude(high)),
  ] as const
  if (low <= -pole || high >= pole) return split(-180, 180, latitudes)
  const widest = Math.max(Math.abs(low), Math.abs(high)) - angle
  const pad = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(widest))))
  return split(west - pad, (east < west ? east + 360 : east) + pad, latitudes)
}

/** The boxes that surely contain every point within `metres` of a point. */
export function discBoxes(point: Point, metres: number): readonly Box[] {
  const [lon, lat] = lonLat(point.coordinates)
  return paddedBoxes([lon, lat, lon, lat], metres)
}

/** Cuts a range of longitudes that leaves ±180 into one or two that do not. */
function split(west: number, east: number, [south, north]: readonly [number, number]): readonly Box[] {
  if (east - west >= 360) return [[-180, south, 180, north]]
  if (west < -180)
    return [
      [west + 360, south, 180, north],
      [-180, south, east, north],
    ]
  if (east > 180)
    return [
      [west, south, 180, north],
      [-180, south, east - 360, north],
    ]
  return [[west, south, east, north]]
}

function assertBounds(bounds: Box, metres: number): void {
  const [west, south, east, north] = bounds
  const sound = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && south <= north && north <= 90
  if (!sound)
    throw new RangeError(`Expected bounds [west, south, east, north] in degrees, got ${JSON.stringify(bounds)}.`)
  if (!(metres >= 0 && Number.isFinite(metres))) throw new RangeError(`Expected 0 metres or more, got ${metres}.`)
}
