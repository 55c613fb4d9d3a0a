import type { Certainty, Measure } from '../model.js'

/**
 * How sure it is that an incident's disc lies within reach of a zone, from what was measured.
 *
 * With the signed distance s from the point to the drawn shape (outside positive, inside the negative depth):
 * `definite` where s + uncertainty ≤ reach, `possible` where s − uncertainty ≤ reach, else `none`.
 * `possible` and `none` are exact for every shape. `definite` is exact for convex shapes (circles among them) and,
 * by the triangle inequality, never claims too much for others: it may say `possible` of a disc that reaches across
 * a gap between two arms of a shape. For circles the drawn shape is the disc, and depth is its radius less the
 * distance to its centre.
 */
export function certaintyOf(measure: Measure): Certainty {
  assertMeasured(measure)
  const signed = signedDistance(measure)
  if (signed + measure.uncertaintyMetres <= measure.reachMetres) return 'definite'
  return signed - measure.uncertaintyMetres <= measure.reachMetres ? 'possible' : 'none'
}

/** Distance in metres from the point to the shape's boundary, negative inside. */
export function signedDistance(measure: Pick<Measure, 'distanceMetres' | 'depthMetres'>): number {
  return measure.distanceMetres - measure.depthMetres
}

/** NaN compares as false everywhere and would read as "none", which is a false all quiet. */
function assertMeasured(measure: Measure): void {
  const { distanceMetres, depthMetres, reachMetres, uncertaintyMetres } = measure
  if (isMeasured(distanceMetres) && isMeasured(depthMetres) && isMeasured(reachMetres) && isMeasured(uncertaintyMetres))
    return
  throw new RangeError(`Expected four distances of 0 or more, got ${JSON.stringify(measure)}.`)
}

function isMeasured(metres: number): boolean {
  return metres >= 0 && metres < Infinity
}
