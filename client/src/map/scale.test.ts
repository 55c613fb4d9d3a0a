import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scaleOf } from './scale.js'

it('is round, and neither too long nor too short to read', () => {
  fc.assert(
    fc.property(spread(0, 18), spread(-80, 80), (zoom, lat) => {
      const { pixels, metres } = scaleOf(zoom, lat)
      expect(pixels).toBeLessThanOrEqual(110.001)
      expect(pixels).toBeGreaterThan(43)
      expect(['1', '2', '5']).toContain(metres.toExponential()[0])
    }),
  )
})

it('halves with every zoom', () => {
  const perPixel = (zoom: number) => scaleOf(zoom, 36).metres / scaleOf(zoom, 36).pixels
  expect(perPixel(7) / perPixel(8)).toBeCloseTo(2)
})
