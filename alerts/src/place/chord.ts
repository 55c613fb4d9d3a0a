import { equatorialRadius, polarRadius, radians } from '../match/ellipsoid.js'

/** Where a position lies seen from the middle of the Earth: a unit vector. */
export type Ray = readonly [number, number, number]

/** The ray of a position. Chords between them are cheap where very many places are looked through. */
export function rayOf([longitude = 0, latitude = 0]: readonly number[]): Ray {
  const [east, north] = [radians(longitude), radians(latitude)]
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)]
}

/** The square of the chord between a ray and one of those that stand in a row, three numbers each. */
export function chordSquared(rays: readonly number[], number: number, [x, y, z]: Ray): number {
  const at = 3 * number
  return ((rays[at] ?? 0) - x) ** 2 + ((rays[at + 1] ?? 0) - y) ** 2 + ((rays[at + 2] ?? 0) - z) ** 2
}

/** The largest and the smallest radius of curvature that the ellipsoid has anywhere, at a pole and along its equator's meridians. */
const flattest = equatorialRadius ** 2 / polarRadius
const roundest = polarRadius ** 2 / equatorialRadius

/** The square of the chord beyond which two are farther apart than some metres, whatever they are. */
export function surelyBeyond(metres: number): number {
  return (metres / roundest) ** 2
}

/** The square of the chord up to which two are no farther apart than some metres, whatever they are. */
export function surelyWithin(metres: number): number {
  return (2 * Math.sin(metres / flattest / 2)) ** 2
}
