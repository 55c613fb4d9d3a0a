import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextKilometres, nextRing } from './nextRing.js'

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
  expect(nextKilometres(there)).toBe(next)
})

it('is the next ring of the zone, where that has one beyond', () => {
  expect(nextKilometres([], [50, 3, 15])).toBe(3)
  expect(nextKilometres([3, 20], [50, 3, 15])).toBe(50)
  expect(nextKilometres([50], [50, 3, 15])).toBe(100)
})

it('is never one that is there, and none that a rule cannot have', () => {
  const rings = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 9 })
  fc.assert(
    fc.property(rings, (there) => {
      const next = nextKilometres(there)
      expect(there).not.toContain(next)
      expect(next > 0 && next <= 1000).toBe(true)
    }),
  )
})

it('asks for one step more than the ring within, until the worst is asked for', () => {
  const first = { km: 5, minSeverity: 'moderate' } as const
  const second = { km: 15, minSeverity: 'severe' } as const
  const third = { km: 30, minSeverity: 'extreme' } as const
  expect(nextRing([], [5, 15])).toEqual(first)
  expect(nextRing([first], [5, 15])).toEqual(second)
  expect(nextRing([first, second], [5, 15])).toEqual(third)
  expect(nextRing([first, second, third], [5, 15])).toBeNull()
})

it('is none that would make another idle, where it has to lie between two', () => {
  expect(nextRing([{ km: 1000, minSeverity: 'extreme' }])).toEqual({ km: 750, minSeverity: 'moderate' })
  expect(nextRing([{ km: 1000, minSeverity: 'moderate' }])).toBeNull()
})
