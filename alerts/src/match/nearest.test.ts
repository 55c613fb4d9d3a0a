import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from './geodesic.js'
import { nearestPlace, nearness, outlineOf, spotAt } from './nearest.js'

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [40, 36],
      [40.04, 36],
      [40.04, 36.04],
      [40, 36.04],
      [40, 36],
    ],
    [
      [40.01, 36.01],
      [40.01, 36.02],
      [40.02, 36.02],
      [40.02, 36.01],
      [40.01, 36.01],
    ],
  ],
}
const road = {
  type: 'LineString' as const,
  coordinates: [
    [40, 36],
    [40.05, 36],
    [40.05, 36.05],
  ],
}
const well = { type: 'Point' as const, coordinates: [40, 36] }

describe('nearness', () => {
  /** Metres and depth as PostGIS 3.6 gives them for ST_Distance of the shape, and of its boundary where that is 0. */
  it.each([
    ['outside an area', square, [40.05, 36.02], 901.4091606, 0],
    ['inside it', square, [40.03, 36.03], 0, 901.29526128],
    ['in its hole', square, [40.015, 36.015], 450.73305056, 0],
    ['beside a line', road, [40.02, 36.01], 1109.31465981, 0],
    ['beyond its end', road, [40.05, 36.06], 1109.60020569, 0],
  ] as const)('%s', (...[, geometry, [longitude, latitude], metres, depth]) => {
    const near = nearness(spotAt([longitude, latitude]), outlineOf(geometry))
    expect(near?.metres).toBeCloseTo(metres, 4)
    expect(near?.depthMetres).toBeCloseTo(depth, 4)
  })

  const place = fc.tuple(spread(-180, 180), spread(-89, 89))

  it('of a point is the geodesic to it, wherever both lie within the view', () => {
    fc.assert(
      fc.property(place, fc.tuple(spread(-1, 1), spread(-0.9, 0.9)), ([lon, lat], [east, north]) => {
        const there = [lon + east, lat + north]
        const near = nearness(spotAt([lon, lat]), outlineOf({ type: 'Point', coordinates: there }))
        expect(Math.abs((near?.metres ?? NaN) - distanceMetres([lon, lat], there))).toBeLessThan(1e-6)
      }),
    )
  })

  const corner = fc.tuple(spread(-0.04, 0.04), spread(-0.02, 0.02))
  it('of an area is a depth where a place lies on one side of all its edges, however they slant', () => {
    const sides = { within: 0, without: 0 }
    const triangle = fc.tuple(corner, corner, corner)
    fc.assert(
      fc.property(fc.tuple(spread(-180, 180), spread(-70, 70)), triangle, (here, corners) => {
        const ring = [0, 1, 2, 0].map((at): readonly [number, number] => corners[at] ?? [0, 0])
        const turns = [0, 1, 2].map((at) => {
          const [[x0, y0], [x1, y1]] = [ring[at] ?? [0, 0], ring[at + 1] ?? [0, 0]]
          return (x0 * y1 - x1 * y0) / Math.hypot(x1 - x0, y1 - y0)
        })
        // What lies within a few metres of an edge depends on how it bows.
        fc.pre(turns.every((it) => Math.abs(it) > 1e-4))
        const isWithin = turns.every((it) => it > 0) || turns.every((it) => it < 0)
        const coordinates = [ring.map(([x, y]) => [here[0] + x, here[1] + y])]
        const near = nearness(spotAt([...here]), outlineOf({ type: 'Polygon', coordinates }))
        expect([near?.metres === 0, (near?.depthMetres ?? NaN) > 0]).toEqual([isWithin, isWithin])
        sides[isWithin ? 'within' : 'without'] += 1
      }),
      { numRuns: 200 },
    )
    expect(Math.min(...Object.values(sides))).toBeGreaterThan(10)
  })

  it('of a line is as near as the nearest of many places along it', () => {
    fc.assert(
      fc.property(place, corner, corner, (here, ...ends) => {
        const [from, to] = ends.map(([east, north]) => [here[0] + east, here[1] + north])
        if (from === undefined || to === undefined) return expect.unreachable()
        const near = nearness(spotAt([...here]), outlineOf({ type: 'LineString', coordinates: [from, to] }))
        const along = Array.from({ length: 201 }, (_, n) => {
          const share = n / 200
          return [mix(from[0], to[0], share), mix(from[1], to[1], share)]
        })
        const nearest = Math.min(...along.map((it) => distanceMetres([...here], it)))
        // An edge of 0.1° bows out by less than 2 m, and the places lie up to 60 m apart.
        expect(near?.metres ?? NaN).toBeLessThan(nearest + 2)
        expect(near?.metres ?? NaN).toBeGreaterThan(nearest - 32)
      }),
    )
  })

  it('is not told of what lies on the other side of the globe', () => {
    expect(nearness(spotAt([0, 0]), outlineOf({ type: 'Point', coordinates: [120, 0] }))).toBeNull()
  })
})

describe('the nearest place', () => {
  it.each([
    ['outside an area', square, [40.05, 36.02], [40.04, 36.02]],
    ['inside it', square, [40.03, 36.03], [40.04, 36.03]],
    ['beside a line', road, [40.06, 36.02], [40.05, 36.02]],
    ['beyond its end', road, [40.05, 36.06], [40.05, 36.05]],
    ['of a point', well, [41, 35], [40, 36]],
  ] as const)('%s', (...[, geometry, spot, place]) => {
    const found = nearestPlace(spotAt([...spot]), outlineOf(geometry)) ?? []
    // The foot of a perpendicular lies off the parallel by what its great circle bows.
    expect(distanceMetres([...found], place)).toBeLessThan(1)
    const near = nearness(spotAt([...spot]), outlineOf(geometry))
    expect(distanceMetres(spot, [...found])).toBe((near?.metres ?? 0) + (near?.depthMetres ?? 0))
  })
})

function mix(a = 0, b = 0, share: number): number {
  return a + (b - a) * share
}
