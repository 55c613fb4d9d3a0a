import type { Polygon, Position } from 'geojson'

/** WGS 84: half axes in metres and flattening. */
const a = 6_378_137
const f = 1 / 298.257223563
const b = a * (1 - f)

const radians = (degrees: number) => (degrees * Math.PI) / 180
const degrees = (rad: number) => (rad * 180) / Math.PI

/**
 * The place that lies at a distance and bearing from another: the direct geodesic problem after T. Vincenty, Survey
 * Review XXIII (176), 1975. Longitudes run on beyond ±180, so that a ring across the date line stays in one piece.
 */
export function destination([lon = 0, lat = 0]: Position, bearingDegrees: number, metres: number): [number, number] {
  const bearing = radians(bearingDegrees)
  const [sinB, cosB] = [Math.sin(bearing), Math.cos(bearing)]
  const beta = Math.atan((1 - f) * Math.tan(radians(lat)))
  const [sinU, cosU] = [Math.sin(beta), Math.cos(beta)]
  const sigma1 = Math.atan2(Math.tan(beta), cosB)
  const sinAlpha = cosU * sinB
  const cosSqAlpha = 1 - sinAlpha * sinAlpha
  const uSq = (cosSqAlpha * (a * a - b * b)) / (b * b)
  const sigma = arcOf(metres, uSq, sigma1)
  const [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)]
  const cos2M = Math.cos(2 * sigma1 + sigma)
  const across = sinU * sinS - cosU * cosS * cosB
  const lat2 = Math.atan2(sinU * cosS + cosU * sinS * cosB, (1 - f) * Math.hypot(sinAlpha, across))
  const lambda = Math.atan2(sinS * sinB, cosU * cosS - sinU * sinS * cosB)
  const c = (f / 16) * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha))
  const series = sigma + c * sinS * (cos2M + c * cosS * (2 * cos2M * cos2M - 1))
  return [lon + degrees(lambda - (1 - c) * f * sinAlpha * series), degrees(lat2)]
}

/** Vincenty's arc on the auxiliary sphere for a length on the ellipsoid (equations 3 to 7). */
function arcOf(metres: number, uSq: number, sigma1: number): number {
  const scale = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)))
  const bend = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)))
  const straight = metres / (b * scale)
  let sigma = straight
  for (let turn = 0; turn < 20; turn++) {
    const cos2M = Math.cos(2 * sigma1 + sigma)
    const sinS = Math.sin(sigma)
    const inner = Math.cos(sigma) * (2 * cos2M * cos2M - 1)
    const outer = (bend / 6) * cos2M * (4 * sinS * sinS - 3) * (4 * cos2M * cos2M - 3)
    const next = straight + bend * sinS * (cos2M + (bend / 4) * (inner - outer))
    if (Math.abs(next - sigma) < 1e-12) return next
    sigma = next
  }
  return sigma
}

/** The ring of all places at one distance from a centre, drawn with a number of corners, closed. */
export function circleRing(centre: Position, metres: number, corners = 64): Position[] {
  const ring = Array.from({ length: corners }, (_, at) => destination(centre, (-360 * at) / corners, metres))
  const [first] = ring
  return first === undefined ? [] : [...ring, first]
}

/** The disc round a centre as a polygon, at true scale. */
export function disc(centre: Position, metres: number, corners = 64): Polygon {
  return { type: 'Polygon', coordinates: [circleRing(centre, metres, corners)] }
}

/** The zoom from which something of this radius is at least some pixels wide, on 512-pixel tiles. */
export function zoomWhere(metres: number, latitude: number, pixels: number): number {
  const metresPerPixelAtZero = (2 * Math.PI * a * Math.cos(radians(latitude))) / 512
  return Math.max(0, Math.log2((pixels * metresPerPixelAtZero) / metres))
}
