import { degrees, equatorialRadius, flattening, lonLat, polarRadius, radians } from './ellipsoid.js'

/** A GeoJSON position, longitude first. */
type LonLat = readonly number[]

interface Geodesic {
  readonly metres: number
  /** Direction at the start, radians clockwise from north. */
  readonly azimuth: number
}

/** Geodesic distance in metres on WGS 84. */
export function distanceMetres(a: LonLat, b: LonLat): number {
  return inverse(a, b).metres
}

/** Direction from `a` to `b` along the geodesic, degrees clockwise from north, 0 ≤ d < 360; 0 where they coincide. */
export function bearingDegrees(a: LonLat, b: LonLat): number {
  return (degrees(inverse(a, b).azimuth) + 360) % 360
}

/**
 * The inverse geodesic problem after T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with
 * application of nested equations", Survey Review XXIII (176), 1975: below a millimetre, except that it does not
 * converge for nearly antipodal points (above 19,900 km); those are taken on a sphere, within 0.6 %.
 */
function inverse(a: LonLat, b: LonLat): Geodesic {
  const [lonA, latA] = lonLat(a)
  const [lonB, latB] = lonLat(b)
  const ends = { from: reduced(latA), to: reduced(latB), longitude: radians(lonB - lonA) }
  if (latA === latB && ends.longitude === 0) return { metres: 0, azimuth: 0 }
  return iterated(ends) ?? onSphere(ends)
}

interface Ends {
  /** Sine and cosine of the reduced latitudes, and the difference of longitude in radians. */
  readonly from: Turn
  readonly to: Turn
  readonly longitude: number
}

interface Turn {
  readonly sin: number
  readonly cos: number
}

/** The reduced latitude (tan U = (1 − f) tan φ) of a latitude in degrees. */
function reduced(latitude: number): Turn {
  const [up, out] = [(1 - flattening) * Math.sin(radians(latitude)), Math.cos(radians(latitude))]
  const length = Math.sqrt(up * up + out * out)
  return { sin: up / length, cos: out / length }
}

/**
 * Turns until the longitude on the auxiliary sphere stands still (Vincenty's equations 10 to 18); null where it does not.
 * Every distance and bearing passes here, and whatever the loop put into an object would be most of what a batch allocates.
 */
function iterated({ from, to, longitude }: Ends): Geodesic | null {
  const { sin: sinU, cos: cosU } = from
  const { sin: sinV, cos: cosV } = to
  let lambda = longitude
  for (let turn = 0; turn < 100; turn++) {
    const cosL = Math.cos(lambda)
    const east = cosV * Math.sin(lambda)
    const north = cosU * sinV - sinU * cosV * cosL
    const sinSigma = Math.sqrt(east * east + north * north)
    const cosSigma = sinU * sinV + cosU * cosV * cosL
    const sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = sinSigma === 0 ? 0 : (cosU * east) / sinSigma
    const cosSqAlpha = 1 - sinAlpha * sinAlpha
    // Along the equator the line never leaves it, and the term that this multiplies is zero.
    const cos2M = cosSqAlpha < 1e-15 ? 0 : cosSigma - (2 * sinU * sinV) / cosSqAlpha
    const c = (flattening / 16) * cosSqAlpha * (4 + flattening * (4 - 3 * cosSqAlpha))
    const series = sigma + c * sinSigma * (cos2M + c * cosSigma * (2 * cos2M * cos2M - 1))
    const next = longitude + (1 - c) * flattening * sinAlpha * series
    if (Math.abs(next - lambda) < 1e-12) {
      return { metres: lengthOf({ sinSigma, cosSigma, sigma, cosSqAlpha, cos2M }), azimuth: Math.atan2(east, north) }
    }
    lambda = next
  }
  return null
}

const meanRadius = (2 * equatorialRadius + polarRadius) / 3

function onSphere({ from, to, longitude }: Ends): Geodesic {
  const east = to.cos * Math.sin(longitude)
  const north = from.cos * to.sin - from.sin * to.cos * Math.cos(longitude)
  const cosSigma = from.sin * to.sin + from.cos * to.cos * Math.cos(longitude)
  const sigma = Math.atan2(Math.sqrt(east * east + north * north), cosSigma)
  return { metres: meanRadius * sigma, azimuth: Math.atan2(east, north) }
}

/** The great circle on the auxiliary sphere. */
interface Arc {
  readonly sinSigma: number
  readonly cosSigma: number
  readonly sigma: number
  readonly cosSqAlpha: number
  /** Cosine of twice the arc from the equator to the middle of the line. */
  readonly cos2M: number
}

/** Length of the line in metres (Vincenty's equations 3, 4, 6 and 19). */
function lengthOf({ sinSigma, cosSigma, sigma, cosSqAlpha, cos2M }: Arc): number {
  const uSq = (cosSqAlpha * (equatorialRadius ** 2 - polarRadius ** 2)) / polarRadius ** 2
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)))
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)))
  const inner = cosSigma * (2 * cos2M * cos2M - 1)
  const outer = (b / 6) * cos2M * (4 * sinSigma * sinSigma - 3) * (4 * cos2M * cos2M - 3)
  return polarRadius * a * (sigma - b * sinSigma * (cos2M + (b / 4) * (inner - outer)))
}
