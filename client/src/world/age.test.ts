import { expect, it } from 'vitest'
import { ageIn, strengthOf } from './age.js'

const hour = 3_600_000

it.each([
  [0.5, 1],
  [1, 0.85],
  [6, 0.7],
  [24, 0.55],
  [72, 0.4],
  [50_000, 0.4],
])('what is %d h old is drawn at %d of its strength', (hours, strength) => {
  expect(strengthOf(0, hours * hour)).toBe(strength)
})

it('tells ages in the reader’s language, with digits that everybody reads', () => {
  expect(ageIn('en', 0, 14 * 60_000)).toBe('14 min ago')
  expect(ageIn('ar', 0, 14 * 60_000)).toContain('14')
  expect(ageIn('ar', 5 * hour, 0)).toContain('5')
  expect(ageIn('ar', 0, 20_000)).toBe('الآن')
})
