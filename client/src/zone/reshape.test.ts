import { describe, expect, it } from 'vitest'
import {
  halfways,
  middleOf,
  pathsOf,
  withCorner,
  withCornerAfter,
  withMiddle,
  withoutCorner,
  type Drawn,
} from './reshape.js'

const square: Drawn = {
  type: 'Polygon',
  coordinates: [
    [
      [40, 35],
      [41, 35],
      [41, 36],
      [40, 36],
      [40, 35],
    ],
  ],
}
const overDateLine: Drawn = {
  type: 'LineString',
  coordinates: [
    [179, -17],
    [-179, -17],
  ],
}
const corner = (at: number, path = 0) => ({ path, at })

describe('a shape that is drawn', () => {
  it('keeps its ring closed, whichever corner is moved', () => {
    const [ring = []] = pathsOf(withCorner(square, corner(0), [39, 34]))
    expect(ring[0]).toEqual([39, 34])
    expect(withCorner(square, corner(0), [39, 34])).toMatchObject({
      coordinates: [
        [
          [39, 34],
          [41, 35],
          [41, 36],
          [40, 36],
          [39, 34],
        ],
      ],
    })
  })

  it('may have a corner more on each side, the last one of a ring included, and none beyond the ends of a line', () => {
    expect(halfways(square).map(({ position }) => position)).toEqual([
      [40.5, 35],
      [41, 35.5],
      [40.5, 36],
      [40, 35.5],
    ])
    expect(withCornerAfter(square, corner(3), [39, 35.5])).toMatchObject({
      coordinates: [
        [
          [40, 35],
          [41, 35],
          [41, 36],
          [40, 36],
          [39, 35.5],
          [40, 35],
        ],
      ],
    })
    expect(halfways(overDateLine)).toEqual([{ path: 0, at: 0, position: [180, -17] }])
  })

  it('loses corners until it would be no shape any more', () => {
    const triangle = withoutCorner(square, corner(3))
    expect(triangle).toMatchObject({
      coordinates: [
        [
          [40, 35],
          [41, 35],
          [41, 36],
          [40, 35],
        ],
      ],
    })
    expect(triangle && withoutCorner(triangle, corner(0))).toBeNull()
    expect(withoutCorner(overDateLine, corner(1))).toBeNull()
  })

  it('is as wide on the ground when it is moved north, and its holes go with it', () => {
    const hole = [
      [40.4, 35.4],
      [40.6, 35.4],
      [40.6, 35.6],
      [40.4, 35.4],
    ]
    const moved = withMiddle({ type: 'Polygon', coordinates: [...square.coordinates.flat(0), hole] }, [50, 60.5])
    expect(middleOf(moved)).toEqual([50, 60.5])
    const [outer = [], inner = []] = pathsOf(moved)
    const width = (outer[1]?.[0] ?? 0) - (outer[0]?.[0] ?? 0)
    expect(width * Math.cos((60.5 * Math.PI) / 180)).toBeCloseTo(Math.cos((35.5 * Math.PI) / 180), 4)
    expect(inner).toHaveLength(3)
    expect(inner[0]?.[1]).toBe(60.4)
  })

  it('is told within ±180° however far it is moved over the date line', () => {
    expect(withMiddle(overDateLine, [-179.5, -17])).toEqual({
      type: 'LineString',
      coordinates: [
        [179.5, -17],
        [-178.5, -17],
      ],
    })
    expect(withCorner(overDateLine, corner(1), [181.5, -18])).toMatchObject({
      coordinates: [
        [179, -17],
        [-178.5, -18],
      ],
    })
  })
})
