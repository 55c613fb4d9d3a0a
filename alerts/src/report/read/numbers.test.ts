import { describe, expect, it } from 'vitest'
import { addCounts, readNumber } from './numbers.js'

describe('words for numbers', () => {
  it.each([
    ['four', { low: null, best: 4, high: null }],
    ['at least four', { low: 4, best: null, high: null }],
    ['more than ten', { low: 11, best: null, high: null }],
    ['up to 20', { low: null, best: null, high: 20 }],
    ['an estimated 5,000', { low: null, best: 5000, high: null }],
    ['a handful', { low: 3, best: null, high: 7 }],
    ['dozens', { low: 24, best: null, high: 99 }],
    ['two dozen', { low: null, best: 24, high: null }],
    ['between three and five', { low: 3, best: null, high: 5 }],
    ['3-5', { low: 3, best: null, high: 5 }],
    ['twenty-two', { low: null, best: 22, high: null }],
    ['no', { low: null, best: 0, high: null }],
    ['a', { low: null, best: 1, high: null }],
  ])('reads "%s" as its bounds, and makes none up', (words, range) => {
    expect(readNumber(words)).toEqual(range)
  })

  it('knows what is no number', () => {
    expect(readNumber('gunmen')).toBeNull()
  })

  it('adds exact counts exactly, and keeps only the bounds that both have', () => {
    const exact = (best: number) => ({ low: null, best, high: null })
    expect(addCounts(exact(2), exact(3))).toEqual(exact(5))
    expect(addCounts(exact(2), { low: 4, best: null, high: null })).toEqual({ low: 6, best: null, high: null })
    const upTo = (high: number) => ({ low: null, best: null, high })
    expect(addCounts(upTo(5), upTo(3))).toEqual(upTo(8))
    expect(addCounts(upTo(5), exact(2))).toEqual({ low: 2, best: null, high: 7 })
  })
})
