import { skipUnless } from '@cordon/test/skip'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { frameOf, spotIn, spotOf, tilesUnder, type Frame } from './frame.js'
import { groundOf } from './ground.js'

/** Comes with the page, once that is built. */
const basemap = fileURLToPath(new URL('../../../client/dist/basemap.pmtiles', import.meta.url))

type Position = readonly [lon: number, lat: number]
const ratio = 1.7

function framed(positions: readonly Position[]): Frame {
  const frame = frameOf(positions.map(spotOf), ratio)
  if (frame === null) throw new Error('No frame.')
  return frame
}
/** That it holds what it is of, and lies on tiles that there are. */
function expectWhole(positions: readonly Position[]): void {
  const frame = framed(positions)
  expect((frame.east - frame.west) / (frame.south - frame.north)).toBeCloseTo(ratio)
  for (const position of positions) {
    const [x, y] = spotIn(frame, spotOf(position))
    expect([x > frame.west, x < frame.east, y > frame.north, y < frame.south]).toEqual([true, true, true, true])
  }
  for (const z of [0, 3, 6]) {
    const tiles = tilesUnder(frame, z)
    const isThere = (at: number) => at >= 0 && at < 2 ** z
    expect(tiles.length).toBeGreaterThan(0)
    expect(tiles.filter(({ column, y }) => !isThere(column) || !isThere(y))).toEqual([])
  }
}

const cases: (readonly [Position, Position])[] = [
  [
    [177, -18],
    [-175, -20],
  ],
  [
    [178, 65],
    [170, 60],
  ],
  [
    [180, 10],
    [-180, 10],
  ],
  [
    [179.95, 10],
    [-179.95, 10],
  ],
  [
    [-179, 80],
    [179, -80],
  ],
  [
    [0, 84.9],
    [10, 10],
  ],
]

describe('the frame of a map', () => {
  it.each(cases)('holds %j and %j, and has a ground', async (...positions) => {
    expectWhole(positions)
    await expect(groundOf(framed(positions))).resolves.toHaveProperty('land')
  })

  it('knows the open sea from ground that is not known', async (context) => {
    skipUnless(context, existsSync(basemap), 'the page is not built')
    const positions: readonly Position[] = [
      [-40, 30],
      [-39, 29],
    ]
    expect(await groundOf(framed(positions))).toMatchObject({ isKnown: true, land: [] })
  })

  it('holds what lies on both sides of the date line as neighbours', () => {
    const fiji = framed([
      [177, -18],
      [-175, -20],
    ])
    expect(fiji.east - fiji.west).toBeCloseTo((8 / 360) * 1.24)
    expect(tilesUnder(fiji, 6).map(({ x, column }) => [x, column])).toContainEqual([64, 0])
  })

  it('holds any places, on tiles that there are', () => {
    const lon = fc.oneof(spread(-180, 180), fc.constantFrom(-180, 180, 179.95, -179.95))
    const lat = spread(-90, 90)
    fc.assert(fc.property(fc.array(fc.tuple(lon, lat), { minLength: 1, maxLength: 6 }), expectWhole))
  })
})
