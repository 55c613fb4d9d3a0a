import { degrees, equatorialRadius, flattening, radians } from '../match/ellipsoid.js'

/**
 * The transverse Mercator projection of WGS 84 by Krüger's series to the fourth order in the third flattening, as in
 * C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), equations 7 to 36.
 * Within 40 degrees of the central meridian it is off by less than a tenth of a millimetre.
 */
const n = flattening / (2 - flattening)
const eccentricity = Math.sqrt(flattening * (2 - flattening))
const meridianRadius = (equatorialRadius / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)

const forward = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
  (49_561 / 161_280) * n ** 4,
] as const
const backward = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4_397 / 161_280) * n ** 4,
] as const

/** Metres east of a meridian and north of the equator, before any scale and false origin. */
export interface Projected {
  readonly eastMetres: number
  readonly northMetres: number
}

/** Where a position lies from the meridian at `centre` degrees. */
export function project(longitude: number, latitude: number, centre: number): Projected {
  const [lambda, tau] = [radians(longitude - centre), conformal(Math.tan(radians(latitude)))]
  const north = Math.atan2(tau, Math.cos(lambda))
  const east = Math.asinh(Math.sin(lambda) / Math.hypot(tau, Math.cos(lambda)))
  const add = series(forward, north, east)
  return { eastMetres: meridianRadius * (east + add.east), northMetres: meridianRadius * (north + add.north) }
}

/** Longitude and latitude in degrees of what `project` gave. */
export function unproject({ eastMetres, northMetres }: Projected, centre: number): readonly [number, number] {
  const [xi, eta] = [northMetres / meridianRadius, eastMetres / meridianRadius]
  const take = series(backward, xi, eta)
  const [north, east] = [xi - take.north, eta - take.east]
  const tau = Math.sin(north) / Math.hypot(Math.sinh(east), Math.cos(north))
  const longitude = centre + degrees(Math.atan2(Math.sinh(east), Math.cos(north)))
  return [longitude, degrees(Math.atan(geodetic(tau)))]
}

function series(factors: readonly number[], north: number, east: number) {
  const sum = { north: 0, east: 0 }
  for (const [at, factor] of factors.entries()) {
    const turns = 2 * (at + 1)
    sum.north += factor * Math.sin(turns * north) * Math.cosh(turns * east)
    sum.east += factor * Math.cos(turns * north) * Math.sinh(turns * east)
  }
  return sum
}

/** Tangent of the conformal latitude from that of the latitude. */
function conformal(tau: number): number {
  const sigma = Math.sinh(eccentricity * Math.atanh((eccentricity * tau) / Math.hypot(1, tau)))
  return tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau)
}

/** The inverse of `conformal`, by Newton's method; three steps reach what a double can hold. */
function geodetic(conformalTau: number): number {
  let tau = conformalTau / (1 - eccentricity ** 2)
  for (let step = 0; step < 4; step++) {
    const reached = conformal(tau)
    const slope =
      ((1 - eccentricity ** 2) * Math.hypot(1, reached) * Math.hypot(1, tau)) / (1 + (1 - eccentricity ** 2) * tau ** 2)
    tau += (conformalTau - reached) / slope
  }
  return tau
}
