import { expect, it } from 'vitest'
import { countText } from './counts.js'

it.each([
  [null, null],
  [{ low: null, best: null, high: null }, null],
  [{ low: 4, best: null, high: null }, '≥ 4'],
  [{ low: null, best: null, high: 9 }, '≤ 9'],
  [{ low: 4, best: null, high: 7 }, '4–7'],
  [{ low: 4, best: 5, high: 7 }, '5 (4–7)'],
  [{ low: 5, best: 5, high: 5 }, '5'],
  [{ low: null, best: 0, high: null }, '0'],
])('tells %o as %s', (range, text) => {
  expect(countText(range)).toBe(text)
})
