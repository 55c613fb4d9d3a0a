import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mortonOf } from './morton.js'

const side = fc.nat({ max: 65_535 })

it('takes the bits of the column and the row in turns', () => {
  expect([mortonOf(0, 0), mortonOf(1, 0), mortonOf(0, 1), mortonOf(1, 1), mortonOf(2, 0)]).toEqual([0, 1, 2, 3, 4])
  expect(mortonOf(65_535, 65_535)).toBe(2 ** 32 - 1)
})

it('numbers the cells of a square one after the other, whatever square that is', () => {
  fc.assert(
    fc.property(side, side, fc.integer({ min: 0, max: 6 }), (column, row, zoom) => {
      const wide = 2 ** zoom
      const [west, south] = [column - (column % wide), row - (row % wide)]
      const first = mortonOf(west, south)
      expect(first % (wide * wide)).toBe(0)
      const at = mortonOf(column, row) - first
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThan(wide * wide)
      expect(at).toBe(mortonOf(column - west, row - south))
    }),
  )
})
