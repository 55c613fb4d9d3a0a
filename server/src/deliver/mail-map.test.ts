import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { mailMap, type Shown } from './mail-map.js'

const prison = [40.739, 36.477]
const circle = {
  ...{ geometry: { type: 'Point', coordinates: prison }, radiusMetres: 5_000, widthMetres: null, reachMetres: 15_000 },
} as const satisfies Shown['zones'][number]
const disc = { at: [40.8, 36.5], metres: 3_000, isOver: false }

async function drawn(shown: Partial<Shown>) {
  const map = await mailMap({ zones: [circle], discs: [disc], language: 'en', ...shown })
  if (map === null) throw new Error('There is no map.')
  const { width, height, data } = PNG.sync.read(map.png)
  const pixel = (x: number, y: number) => {
    const at = (Math.round(y) * width + Math.round(x)) * 4
    return [...data.subarray(at, at + 3)]
  }
  return { ...map, width, height, pixel }
}

/** A square of degrees with a hole in it, drawn either way round. */
function holed(turned: boolean): Shown['zones'][number] {
  const square = (size: number) => [
    [-size, -size],
    [size, -size],
    [size, size],
    [-size, size],
    [-size, -size],
  ]
  const rings = [square(2), square(0.5)].map((ring) => (turned ? ring.toReversed() : ring))
  const geometry = { type: 'Polygon' as const, coordinates: rings }
  return { geometry, radiusMetres: null, widthMetres: null, reachMetres: 20_000 }
}

describe('the map of a mail', () => {
  it('shows the zone, how far it listens, and the disc, in their places', async () => {
    const { pixel, width, height, kilometresAcross } = await drawn({})
    // The zone's middle is the picture's, since all else lies within its reach.
    const kilometre = width / kilometresAcross
    const [x, y] = [width / 2, height / 2]
    const land = pixel(x - 25 * kilometre, y)
    const [inReach, inZone] = [pixel(x - 12 * kilometre, y), pixel(x - 3 * kilometre, y)]
    const blueness = ([red = 0, , blue = 0]: readonly number[]) => blue - red
    expect(blueness(inReach)).toBeGreaterThan(blueness(land))
    expect(blueness(inZone)).toBeGreaterThan(blueness(inReach))
    const [east, north] = [(40.8 - 40.739) * 89.5, (36.5 - 36.477) * 111.2]
    expect(pixel(x + east * kilometre, y - north * kilometre)).toEqual([176, 38, 24])
  })

  it('shows in grey what holds no more', async () => {
    const { pixel, width, height } = await drawn({ zones: [], discs: [{ ...disc, isOver: true }] })
    expect(pixel(width / 2, height / 2)).toEqual([96, 100, 106])
  })

  it('leaves holes open, whichever way a zone was drawn', async () => {
    const [one, other] = await Promise.all([false, true].map((it) => drawn({ zones: [holed(it)], discs: [] })))
    expect(one?.png.equals(other?.png ?? Buffer.alloc(0))).toBe(true)
    if (one === undefined) return
    const degree = one.height / 2 / 2.7
    const [x, y] = [one.width / 2, one.height / 2]
    expect(one.pixel(x + degree / 8, y)).not.toEqual(one.pixel(x + degree, y))
  })

  it('is one picture across the date line', async () => {
    const zones = [{ ...circle, geometry: { type: 'Point' as const, coordinates: [179.9, -17] } }]
    const { kilometresAcross } = await drawn({ zones, discs: [{ ...disc, at: [-179.9, -17] }] })
    expect(kilometresAcross).toBeLessThan(200)
  })

  it('says how wide it is, and is not there where there is nothing to show', async () => {
    expect((await drawn({})).kilometresAcross).toBeCloseTo(86, -1)
    expect(await mailMap({ zones: [], discs: [], language: 'ar' })).toBeNull()
  })
})
