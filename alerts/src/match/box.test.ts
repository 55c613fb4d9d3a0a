import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from './box.js'
import { discBoxes, paddedBoxes } from './box.js'

const [a, f] = [6_378_137, 1 / 298.257223563]
const b = a * (1 - f)

/** Where one arrives: the direct geodesic problem after Vincenty (1975), independent of the code under test. */
function travel([lon, lat]: readonly [number, number], bearing: number, metres: number): readonly [number, number] {
  const [turn, phi] = [(bearing * Math.PI) / 180, (lat * Math.PI) / 180]
  const u = Math.atan2((1 - f) * Math.sin(phi), Math.cos(phi))
  const sigma1 = Math.atan2(Math.tan(u), Math.cos(turn))
  const sinAlpha = Math.cos(u) * Math.sin(turn)
  const cosSq = 1 - sinAlpha ** 2
  const uSq = (cosSq * (a * a - b * b)) / (b * b)
  const big = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)))
  const small = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)))
  let sigma = metres / (b * big)
  let m = 0
  for (let i = 0; i < 20; i++) {
    m = Math.cos(2 * sigma1 + sigma)
    const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
    const tail = (small / 6) * m * (-3 + 4 * sin * sin) * (-3 + 4 * m * m)
    sigma = metres / (b * big) + small * sin * (m + (small / 4) * (cos * (-1 + 2 * m * m) - tail))
  }
  const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
  const across = Math.sin(u) * sin - Math.cos(u) * cos * Math.cos(turn)
  const phi2 = Math.atan2(
    Math.sin(u) * cos + Math.cos(u) * sin * Math.cos(turn),
    (1 - f) * Math.hypot(sinAlpha, across),
  )
  const lambda = Math.atan2(sin * Math.sin(turn), Math.cos(u) * cos - Math.sin(u) * sin * Math.cos(turn))
  const c = (f / 16) * cosSq * (4 + f * (4 - 3 * cosSq))
  const l = lambda - (1 - c) * f * sinAlpha * (sigma + c * sin * (m + c * cos * (-1 + 2 * m * m)))
  return [wrap(lon + (l * 180) / Math.PI), (phi2 * 180) / Math.PI]
}

const wrap = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180

const holds = (boxes: readonly Box[], [lon, lat]: readonly [number, number]) =>
  boxes.some(([w, s, e, n]) => w <= lon && lon <= e && s <= lat && lat <= n)

/** Latitudes everywhere, and often next to the poles and the equator; longitudes likewise next to ±180. */
const latitude = fc.oneof(
  spread(-90, 90),
  spread(89, 90),
  spread(-90, -89),
  spread(-0.1, 0.1),
  fc.constantFrom(90, -90),
)
const longitude = fc.oneof(spread(-180, 180), spread(179, 180), spread(-180, -179), fc.constantFrom(180, -180, 0))
const metres = fc.oneof(spread(0, 1_000), spread(0, 60_000), spread(0, 2_000_000))
/** The extremes of a disc are to the north, south, and a little poleward of east and west. */
const bearing = fc.oneof(spread(0, 360), spread(60, 120), spread(240, 300), fc.constantFrom(0, 90, 180, 270))
const runs = { numRuns: 5_000 }

describe('discBoxes', () => {
  it('hold every point within the distance, at the poles and the antimeridian too', () => {
    fc.assert(
      fc.property(
        fc.tuple(longitude, latitude),
        metres,
        bearing,
        spread(0.999, 1),
        (from, ...[reach, towards, share]) => {
          const boxes = discBoxes({ type: 'Point', coordinates: [...from] }, reach)
          expect(holds(boxes, travel(from, towards, reach * share))).toBe(true)
        },
      ),
      runs,
    )
  })

  it('are one or two proper boxes within the world', () => {
    fc.assert(
      fc.property(fc.tuple(longitude, latitude), metres, (at, reach) => {
        const boxes = discBoxes({ type: 'Point', coordinates: [...at] }, reach)
        expect(boxes.length === 1 || boxes.length === 2).toBe(true)
        for (const [w, s, e, n] of boxes)
          expect(-180 <= w && w <= e && e <= 180 && -90 <= s && s <= n && n <= 90).toBe(true)
      }),
      runs,
    )
  })

  it('are hardly larger than they must be', () => {
    const [[w, s, e, n] = [0, 0, 0, 0]] = discBoxes({ type: 'Point', coordinates: [40, 36] }, 25_000)
    const [tallest] = [travel([40, 36], 0, 25_000)[1] - travel([40, 36], 180, 25_000)[1]]
    const [widest] = [travel([40, 36], 90, 25_000)[0] - travel([40, 36], 270, 25_000)[0]]
    expect((n - s) / tallest).toBeLessThan(1.007)
    expect((e - w) / widest).toBeLessThan(1.007)
  })
})

describe('paddedBoxes', () => {
  const bounds = fc
    .tuple(longitude, latitude, spread(0, 3), spread(0, 3))
    .map(([w, s, wide, tall]): Box => [w, s, Math.min(180, w + wide), Math.min(90, s + tall)])

  it('hold every point within the distance of any point of the bounds', () => {
    const share = spread(0, 1)
    fc.assert(
      fc.property(bounds, fc.tuple(share, share), metres, bearing, (box, ...[[x, y], reach, towards]) => {
        const from = [box[0] + x * (box[2] - box[0]), Math.min(90, box[1] + y * (box[3] - box[1]))] as const
        expect(holds(paddedBoxes(box, reach), travel(from, towards, reach))).toBe(true)
      }),
      runs,
    )
  })

  it.each([
    ['stay one box away from the edges of the map', [40, 36, 41, 37], 5_000, 1],
    ['are two where the eastern edge is crossed', [179.9, 10, 180, 11], 5_000, 2],
    ['are two where the western edge is crossed', [-180, 10, -179.99, 11], 5_000, 2],
    ['are two for bounds that cross the antimeridian themselves', [179, 10, -179, 11], 5_000, 2],
  ] as const)('%s', (...[, box, reach, count]) => {
    expect(paddedBoxes(box, reach)).toHaveLength(count)
  })

  it.each([
    ['the north pole', [10, 89.9, 11, 89.95], 90],
    ['the south pole', [10, -89.95, 11, -89.9], -90],
  ] as const)('take every longitude up to %s where it comes within reach', (_title, box, pole) => {
    const [first, ...others] = paddedBoxes(box, 20_000)
    expect(others).toEqual([])
    expect([first?.[0], first?.[2]]).toEqual([-180, 180])
    expect(first).toContain(pole)
  })

  it('hold both sides of bounds that cross the antimeridian', () => {
    const boxes = paddedBoxes([179, 10, -179, 11], 0)
    expect([holds(boxes, [179.5, 10.5]), holds(boxes, [-179.5, 10.5]), holds(boxes, [0, 10.5])]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('refuse bounds and distances that are none, with the value', () => {
    expect(() => paddedBoxes([40, 37, 41, 36], 1)).toThrow('[40,37,41,36]')
    expect(() => paddedBoxes([40, NaN, 41, 36], 1)).toThrow('null')
    expect(() => paddedBoxes([40, 36, 41, 37], NaN)).toThrow('NaN')
  })
})
