import type { Polygon, Position } from 'geojson'
import { degrees, equatorialRadius, flattening, lonLat, polarRadius, radians, reducedLatitude } from './ellipsoid.js'

/** A GeoJSON position, longitude first. */
type LonLat = readonly number[]

/**
 * The place that lies at a distance and bearing from another on WGS 84: the direct geodesic problem after T. Vincenty,
 * "Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations", Survey Review XXIII
 * (176), 1975. Longitudes run on beyond ±180, so that a ring across the date line stays in one piece.
 */
export function destination(from: LonLat, bearing: number, metres: number): [number, number] {
  const [lon, lat] = lonLat(from)
  const turn = radians(bearing)
  const u = reducedLatitude(radians(lat))
  const sinAlpha = Math.cos(u) * Math.sin(turn)
  const cosSq = 1 - sinAlpha ** 2
  const { sigma, cos2M } = arc(metres, cosSq, Math.atan2(Math.tan(u), Math.cos(turn)))
  const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
  const across = Math.sin(u) * sin - Math.cos(u) * cos * Math.cos(turn)
  const latitude = Math.atan2(
    Math.sin(u) * cos + Math.cos(u) * sin * Math.cos(turn),
    (1 - flattening) * Math.hypot(sinAlpha, across),
  )
  const lambda = Math.atan2(sin * Math.sin(turn), Math.cos(u) * cos - Math.sin(u) * sin * Math.cos(turn))
  const c = (flattening / 16) * cosSq * (4 + flattening * (4 - 3 * cosSq))
  const series = sigma + c * sin * (cos2M + c * cos * (2 * cos2M * cos2M - 1))
  return [lon + degrees(lambda - (1 - c) * flattening * sinAlpha * series), degrees(latitude)]
}

/** The arc on the auxiliary sphere that has this length (Vincenty's equations 3 to 7). */
function arc(metres: number, cosSq: number, sigma1: number): { readonly sigma: number; readonly cos2M: number } {
  const uSq = (cosSq * (equatorialRadius ** 2 - polarRadius ** 2)) / polarRadius ** 2
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)))
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)))
  const begin = metres / (polarRadius * a)
  let sigma = begin
  for (let turn = 0; turn < 20; turn += 1) {
    const cos2M = Math.cos(2 * sigma1 + sigma)
    const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
    const outer = (b / 6) * cos2M * (4 * sin * sin - 3) * (4 * cos2M * cos2M - 3)
    const next = begin + b * sin * (cos2M + (b / 4) * (cos * (2 * cos2M * cos2M - 1) - outer))
    if (Math.abs(next - sigma) < 1e-12) return { sigma: next, cos2M }
    sigma = next
  }
  return { sigma, cos2M: Math.cos(2 * sigma1 + sigma) }
}

/** The ring of all places at one distance from a centre, drawn with a number of corners, anticlockwise and closed. */
export function circleRing(centre: LonLat, metres: number, corners = 64): Position[] {
  const ring = Array.from({ length: corners }, (_, at) => destination(centre, (-360 * at) / corners, metres))
  const [first] = ring
  return first === undefined ? [] : [...ring, first]
}

/** The disc round a centre as a polygon, at true scale. */
export function disc(centre: LonLat, metres: number, corners = 64): Polygon {
  return { type: 'Polygon', coordinates: [circleRing(centre, metres, corners)] }
}
