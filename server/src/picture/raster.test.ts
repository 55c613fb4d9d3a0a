import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { band, circle, Raster, turn, type Dot } from './raster.js'

const black = { colour: [0, 0, 0] } as const
const size = 40

/** How much of each pixel is painted black, from 0 to 1, row by row. */
function painted(paint: (raster: Raster) => void): readonly number[] {
  const raster = new Raster(size, size, [255, 255, 255])
  paint(raster)
  const { data } = PNG.sync.read(raster.png())
  return Array.from({ length: size * size }, (_, at) => 1 - (data[at * 4] ?? 0) / 255)
}
const sum = (all: readonly number[]) => all.reduce((total, it) => total + it, 0)
const square = (from: number, to: number): readonly Dot[] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
]

describe('a picture', () => {
  it('is a PNG that others read, in its size and ground', () => {
    const { width, height, data } = PNG.sync.read(new Raster(3, 2, [10, 20, 30]).png())
    expect([width, height, ...data.subarray(0, 4)]).toEqual([3, 2, 10, 20, 30, 255])
  })

  it('covers of each pixel what lies within an outline', () => {
    const found = painted((it) => it.fill([square(10.25, 20.5)], black))
    expect(found[15 * size + 15]).toBe(1)
    expect(found[15 * size + 10]).toBeCloseTo(0.75, 1)
    expect(found[15 * size + 20]).toBeCloseTo(0.5, 1)
    expect(found[10 * size + 10]).toBeCloseTo(0.75 ** 2, 1)
    expect(found[15 * size + 9]).toBe(0)
    expect(found[15 * size + 21]).toBe(0)
  })

  it('covers as much as a triangle has of area, wherever its corners are', () => {
    const dot = fc.tuple(spread(0, size), spread(0, size))
    fc.assert(
      fc.property(dot, dot, dot, (...corners) => {
        const area = Math.abs(turn(corners)) / 2
        expect(Math.abs(sum(painted((it) => it.fill([corners], black))) - area)).toBeLessThan(1 + area / 100)
      }),
      { numRuns: 300 },
    )
  })

  it('takes what goes beyond its sides for what can be seen of it', () => {
    const all = painted((it) => it.fill([square(-1_000, 1_000)], black))
    expect(sum(all)).toBe(size * size)
    const half = painted((it) =>
      it.fill(
        [
          [
            [-50, -50],
            [20, -50],
            [20, 90],
            [-50, 90],
          ],
        ],
        black,
      ),
    )
    expect(sum(half)).toBe((size * size) / 2)
  })

  it('leaves open what goes round the other way', () => {
    const found = painted((it) => it.fill([square(5, 35), [...square(15, 25)].toReversed()], black))
    expect(sum(found)).toBeCloseTo(30 * 30 - 10 * 10, 0)
  })

  it('paints once where a line lies over itself, and half through where it shall', () => {
    const line: readonly Dot[] = [
      [10, 10],
      [30, 10],
      [30, 30],
      [10, 10],
    ]
    const found = painted((it) => it.stroke([line], 6, { ...black, opacity: 0.5 }))
    expect(Math.max(...found)).toBeCloseTo(0.5, 1)
    for (const dot of line) expect(found[Math.round(dot[1]) * size + Math.round(dot[0])]).toBeCloseTo(0.5, 1)
  })

  it('draws circles and bands in one direction', () => {
    const bands = band(
      [
        [0, 0],
        [10, 0],
        [3, 8],
        [-20, 1],
      ],
      3,
    )
    expect(new Set([circle([0, 0], 9), ...bands].map((it) => Math.sign(turn(it)))).size).toBe(1)
    const disc = painted((it) => it.fill([circle([20, 20], 15)], black))
    expect(sum(disc)).toBeGreaterThan(Math.PI * 225 * 0.97)
    expect(sum(disc)).toBeLessThan(Math.PI * 225 * 1.01)
  })
})
