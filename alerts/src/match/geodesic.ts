import { degrees, equatorialRadius, flattening, lonLat, polarRadius, radians, reducedLatitude } from './ellipsoid.js'

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
  const ends = {
    from: reducedLatitude(radians(latA)),
    to: reducedLatitude(radians(latB)),
    longitude: radians(lonB - lonA),
  }
  if (ends.from === ends.to && ends.longitude === 0) return { metres: 0, azimuth: 0 }
  let lambda = ends.longitude
  for (let turn = 0; turn < 100; turn++) {
    const arc = arcAt(ends, lambda)
    const next = ends.longitude + longitudeExcess(arc)
    if (Math.abs(next - lambda) < 1e-12) return { metres: lengthOf(arc), azimuth: azimuthAt(ends, next) }
    lambda = next
  }
  return { metres: meanRadius * arcAt(ends, ends.longitude).sigma, azimuth: azimuthAt(ends, ends.longitude) }
}

const meanRadius = (2 * equatorialRadius + polarRadius) / 3

interface Ends {
  /** Reduced latitudes and difference of longitude, radians. */
  readonly from: number
  readonly to: number
  readonly longitude: number
}

/** The great circle on the auxiliary sphere. */
interface Arc {
  readonly sinSigma: number
  readonly cosSigma: number
  readonly sigma: number
  readonly sinAlpha: number
  readonly cosSqAlpha: number
  /** Cosine of twice the arc from the equator to the middle of the line. */
  readonly cos2M: number
}

function arcAt({ from, to }: Ends, lambda: number): Arc {
  const [sinU, cosU, sinV, cosV] = [Math.sin(from), Math.cos(from), Math.sin(to), Math.cos(to)]
  const sinSigma = Math.hypot(cosV * Math.sin(lambda), cosU * sinV - sinU * cosV * Math.cos(lambda))
  const cosSigma = sinU * sinV + cosU * cosV * Math.cos(lambda)
  const sinAlpha = sinSigma === 0 ? 0 : (cosU * cosV * Math.sin(lambda)) / sinSigma
  const cosSqAlpha = 1 - sinAlpha * sinAlpha
  // Along the equator the line never leaves it, and the term that this multiplies is zero.
  const cos2M = cosSqAlpha < 1e-15 ? 0 : cosSigma - (2 * sinU * sinV) / cosSqAlpha
  return { sinSigma, cosSigma, sigma: Math.atan2(sinSigma, cosSigma), sinAlpha, cosSqAlpha, cos2M }
}

/** By how much the longitude on the auxiliary sphere exceeds that on the ellipsoid (Vincenty's equations 10 and 11). */
function longitudeExcess({ sinSigma, cosSigma, sigma, sinAlpha, cosSqAlpha, cos2M }: Arc): number {
  const c = (flattening / 16) * cosSqAlpha * (4 + flattening * (4 - 3 * cosSqAlpha))
  const series = sigma + c * sinSigma * (cos2M + c * cosSigma * (2 * cos2M * cos2M - 1))
  return (1 - c) * flattening * sinAlpha * series
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

/** Direction at the start (Vincenty's equation 20). */
function azimuthAt({ from, to }: Ends, lambda: number): number {
  const east = Math.cos(to) * Math.sin(lambda)
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(lambda)
  return Math.atan2(east, north)
}
