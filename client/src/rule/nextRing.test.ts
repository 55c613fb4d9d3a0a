import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextRing } from './nextRing.js'

it.each([
  [[], 5],
  [[5], 10],
  [[5, 15], 30],
  [[15, 5], 30],
  [[0.5], 1],
  [[600], 1000],
  [[5, 1000], 750],
  [[NaN], 5],
])('one ring more than %j km is of %d km', (there, next) => {
  expect(nextRing(there)).toBe(next)
})

it('is the next ring of the zone, where that has one beyond', () => {
  expect(nextRing([], [50, 3, 15])).toBe(3)
  expect(nextRing([3, 20], [50, 3, 15])).toBe(50)
  expect(nextRing([50], [50, 3, 15])).toBe(100)
})

it('is never one that is there, and none that a rule cannot have', () => {
  const rings = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 9 })
  fc.assert(
    fc.property(rings, (there) => {
      const next = nextRing(there)
      expect(there).not.toContain(next)
      expect(next > 0 && next <= 1000).toBe(true)
    }),
  )
})
