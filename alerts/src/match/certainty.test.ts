import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measure } from '../model.js'
import { certaintyOf } from './certainty.js'

describe('certaintyOf', () => {
  it.each([
    ['definite where the whole disc is inside', 0, 3_000, 0, 1_000, 'definite'],
    ['definite where the disc only touches the limit', 4_000, 0, 5_000, 1_000, 'definite'],
    ['possible one metre farther', 4_001, 0, 5_000, 1_000, 'possible'],
    ['possible where the point is inside and its disc reaches out', 0, 500, 0, 1_000, 'possible'],
    ['definite where a disc reaches out of the shape but not out of reach', 0, 500, 600, 1_000, 'definite'],
    ['possible where only the near edge of the disc is within reach', 6_000, 0, 5_000, 1_000, 'possible'],
    ['none one metre farther', 6_001, 0, 5_000, 1_000, 'none'],
    ['possible for the centroid of a governorate', 10_000, 0, 0, 150_000, 'possible'],
    ['definite for an exact point on the edge', 0, 0, 0, 0, 'definite'],
  ] as const)('is %s', (...[, distanceMetres, depthMetres, reachMetres, uncertaintyMetres, certainty]) => {
    expect(certaintyOf({ distanceMetres, depthMetres, reachMetres, uncertaintyMetres })).toBe(certainty)
  })

  it.each(['distanceMetres', 'depthMetres', 'reachMetres', 'uncertaintyMetres'] as const)(
    'throws where %s is no distance, because that would read as an all quiet',
    (field) => {
      const measure: Measure = { distanceMetres: 1, depthMetres: 0, reachMetres: 5, uncertaintyMetres: 1 }
      expect(() => certaintyOf({ ...measure, [field]: NaN })).toThrow(RangeError)
      expect(() => certaintyOf({ ...measure, [field]: -1 })).toThrow(RangeError)
    },
  )

  const metres = fc.integer({ min: 0, max: 20_000 })

  it('says of a disc and a circle what all the points of the disc say', () => {
    const angle = fc.integer({ min: 0, max: 359 })
    fc.assert(
      fc.property(
        fc.record({ away: metres, radius: metres, reach: metres, uncertainty: metres }),
        angle,
        (it, turn) => {
          const measure = circleMeasure(it)
          const reached = (radians: number) => {
            const [x, y] = [it.away + it.uncertainty * Math.cos(radians), it.uncertainty * Math.sin(radians)]
            return Math.hypot(x, y) <= it.radius + it.reach + 1e-6
          }
          const certainty = certaintyOf(measure)
          if (certainty === 'definite') expect(reached((turn * Math.PI) / 180)).toBe(true)
          if (certainty === 'none') expect(reached((turn * Math.PI) / 180)).toBe(false)
          // The farthest point of the disc decides whether all of it is within reach.
          expect(certainty === 'definite').toBe(reached(0))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('never claims more for a longer distance, a wider disc or a shorter reach', () => {
    const rank = { none: 0, possible: 1, definite: 2 } as const
    const measure = fc.record({
      distanceMetres: metres,
      depthMetres: fc.constant(0),
      reachMetres: metres,
      uncertaintyMetres: metres,
    })
    fc.assert(
      fc.property(measure, metres, (it, more) => {
        const now = rank[certaintyOf(it)]
        expect(rank[certaintyOf({ ...it, distanceMetres: it.distanceMetres + more })]).toBeLessThanOrEqual(now)
        expect(rank[certaintyOf({ ...it, reachMetres: it.reachMetres + more })]).toBeGreaterThanOrEqual(now)
        const wider = certaintyOf({ ...it, uncertaintyMetres: it.uncertaintyMetres + more })
        expect(wider === 'definite' && now < 2).toBe(false)
        expect(wider === 'none' && now > 0).toBe(false)
      }),
    )
  })
})

function circleMeasure(it: { away: number; radius: number; reach: number; uncertainty: number }): Measure {
  return {
    distanceMetres: Math.max(0, it.away - it.radius),
    depthMetres: Math.max(0, it.radius - it.away),
    reachMetres: it.reach,
    uncertaintyMetres: it.uncertainty,
  }
}
