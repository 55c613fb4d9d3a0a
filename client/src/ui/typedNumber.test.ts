import { expect, it } from 'vitest'
import { numberProblem, steppedNumber, typedNumber } from './typedNumber.js'

it.each([
  ['7.5', 7.5],
  ['7,5', 7.5],
  ['٧٫٥', 7.5],
  ['٧،٥', 7.5],
  ['۷٫۵', 7.5],
  [' 12 ', 12],
  ['-٤٠٫٤٢', -40.42],
  ['.5', 0.5],
  ['0,500', 0.5],
  ['1.500', 1.5],
  ['١٬٥٠٠', 1500],
])('%j is the number %d', (text, number) => {
  expect(typedNumber(text)).toBe(number)
})

it.each(['', 'far', '7 km', '1,500', '1.2.3', '1,2,3', '٫', '1e3'])('%j is no number, or may be two', (text) => {
  expect(typedNumber(text)).toBeNull()
})

it('says what is wrong with one', () => {
  const limits = { min: 1, max: 9, step: 2 }
  expect(['', '٧', 'x', '٠', '10', '2'].map((it) => numberProblem(it, limits))).toEqual([
    ...[null, null, 'none', 'limits', 'limits', 'step'],
  ])
})

it('goes by steps, and stays within its limits', () => {
  expect(steppedNumber(0.1, 1, { min: 0, step: 0.2 })).toBe(0.3)
  expect(steppedNumber(5, -1, { min: 0.05 })).toBe(4)
  expect(steppedNumber(0.5, -1, { min: 0.05 })).toBe(0.05)
  expect(steppedNumber(9, 1, { min: 0, max: 9 })).toBe(9)
  expect(steppedNumber(null, 1, { min: 2 })).toBe(2)
})
