import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { circleRing, destination, disc } from './direct.js'
import { bearingDegrees, distanceMetres } from './geodesic.js'

describe('destination', () => {
  it('is where the inverse problem says it is', () => {
    fc.assert(
      fc.property(
        fc.tuple(spread(-180, 180), spread(-85, 85)),
        spread(0, 359.9),
        spread(1, 400_000),
        (from, ...[bearing, metres]) => {
          const to = destination(from, bearing, metres)
          expect(Math.abs(distanceMetres(from, to) - metres)).toBeLessThan(0.001)
          const turn = Math.abs(bearingDegrees(from, to) - bearing)
          expect(Math.min(turn, 360 - turn)).toBeLessThan(0.01)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('runs on beyond the antimeridian, so that a ring stays in one piece', () => {
    const [lon] = destination([179.9, 10], 90, 30_000)
    expect(lon).toBeGreaterThan(180.1)
  })
})

describe('disc', () => {
  it('is closed, and each corner is at the radius', () => {
    const [ring = []] = disc([40.4, 35.1], 15_000).coordinates
    expect(ring).toHaveLength(65)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const corner of ring) expect(distanceMetres([40.4, 35.1], corner)).toBeCloseTo(15_000, 2)
  })
})

describe('circleRing', () => {
  it('draws a ring across the date line in one piece, closed', () => {
    const ring = circleRing([179.9, 10], 50_000, 32)
    const longitudes = ring.map(([lon = 0]) => lon)
    expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(1)
    expect(ring[0]).toEqual(ring.at(-1))
  })
})
