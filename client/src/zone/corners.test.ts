import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cornersText, readCorners } from './corners.js'

describe('corners that are typed', () => {
  it('are a polygon, whether or not the first one is said again at its end', () => {
    const corners = '35 N, 40 E\n35 N, 41 E\n\n36 N, 41 E'
    const ring = [
      [40, 35],
      [41, 35],
      [41, 36],
      [40, 35],
    ]
    const drawn = { type: 'Polygon', coordinates: [ring] }
    expect(readCorners(corners, 'polygon')).toEqual({ is: 'shape', drawn })
    expect(readCorners(`${corners}\n35, 40`, 'polygon')).toEqual({ is: 'shape', drawn })
  })

  it('are the points of a corridor, on one line too', () => {
    const drawn = {
      type: 'LineString',
      coordinates: [
        [40, 35],
        [41, 35],
      ],
    }
    expect(readCorners('35, 40; 35, 41', 'corridor')).toEqual({ is: 'shape', drawn })
  })

  it.each([
    ['35, 40\nthere\n36, 41', 'polygon', { is: 'wrong', line: 2 }],
    ['95, 40', 'polygon', { is: 'wrong', line: 1 }],
    ['35, 40\n36, 41', 'polygon', { is: 'few', missing: 1 }],
    ['', 'corridor', { is: 'few', missing: 2 }],
  ] as const)('say what is missing or wrong in %j', (text, shape, expected) => {
    expect(readCorners(text, shape)).toEqual(expected)
  })

  it('say a shape as they would be typed, to five decimals', () => {
    const degree = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((it) => it / 1e5)
    const positions = fc.uniqueArray(fc.tuple(degree(179), degree(89)), {
      minLength: 3,
      maxLength: 8,
      selector: (it) => it.join(),
    })
    fc.assert(
      fc.property(positions, fc.constantFrom('polygon' as const, 'corridor' as const), (coordinates, shape) => {
        const typed = cornersText({ type: 'LineString', coordinates }) ?? ''
        const read = readCorners(typed, shape)
        expect(read.is === 'shape' && cornersText(read.drawn)).toBe(typed)
      }),
    )
  })

  it('cannot say what has holes or several parts', () => {
    expect(cornersText({ type: 'MultiPolygon', coordinates: [] })).toBeNull()
    expect(cornersText(null)).toBe('')
  })
})
