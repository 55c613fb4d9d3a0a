import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earsC2 } from './ears.js'
import { poissonTail } from './poisson.js'
import { sentenceOf } from '../tell/finding.js'
import { weekTrend } from './weekly.js'

const seed = Number(process.env['SEED'] ?? 20211109)

describe('the Poisson tail', () => {
  // Of the tables in Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7: P(X ≥ k) = 1 − Q.
  it.each([
    [0, 3, 1],
    [1, 1, 0.63212],
    [3, 1, 0.0803],
    [5, 2, 0.05265],
    [10, 4, 0.00813],
    [20, 10, 0.00345],
  ])('of %i where %i are usual is %d', (count, mean, tail) => {
    expect(poissonTail(count, mean)).toBeCloseTo(tail, 4)
  })

  it('falls with the count, rises with the mean and stays between 0 and 1, in busy weeks too', () => {
    const mean = spread(0.01, 2_000)
    const law = fc.property(fc.integer({ min: 0, max: 4_000 }), mean, (count, usual) => {
      const tail = poissonTail(count, usual)
      expect(tail).toBeGreaterThanOrEqual(0)
      expect(tail).toBeLessThanOrEqual(1)
      expect(poissonTail(count + 1, usual)).toBeLessThanOrEqual(tail + 1e-9)
      expect(poissonTail(count, usual * 1.1)).toBeGreaterThanOrEqual(tail - 1e-9)
    })
    fc.assert(law, { seed })
  })
})

describe('EARS C2', () => {
  it('leaves two weeks out between the baseline and the week', () => {
    expect(earsC2([1, 2, 3, 1, 2, 3, 2, 99, 99, 5])).toMatchObject({ mean: 2, isRaised: true })
    expect(earsC2([1, 2, 3, 1, 2, 3, 2, 0, 0, 4])?.score).toBeCloseTo(2 / Math.sqrt(4 / 6))
  })

  it('is not raised by one event where nothing happened, and is by two', () => {
    expect(earsC2([...Array.from({ length: 9 }, () => 0), 1])).toMatchObject({ score: 2, isRaised: false })
    expect(earsC2([...Array.from({ length: 9 }, () => 0), 2])).toMatchObject({ score: 4, isRaised: true })
  })

  it('says nothing of fewer than ten weeks', () => {
    expect(earsC2([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull()
  })
})

describe('a week', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'trend.nothing', false],
    [[2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 0], 'trend.quiet', false],
    [[3], 'trend.tooFew', false],
    [[2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3], 'trend.usual', false],
    [[0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 12], 'trend.tail', true],
    [[9, 9, 9, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6], 'trend.ears', true],
    [[2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 20], 'trend.both', true],
  ])('of %j is told as %s', (counts, code, isRaised) => {
    expect(weekTrend(counts)).toMatchObject({ isRaised, reason: { code } })
  })

  it('says over what time each number was to be expected, in one sentence', () => {
    const text = sentenceOf(weekTrend([9, 9, 9, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6]).reason)
    expect(text).toMatch(/^6 where [\d.]+ were to be expected over the year, and 2 over the seven weeks that/)
  })

  it('has means of the weeks before it alone, where there are as many', () => {
    expect(weekTrend([1, 2, 3, 4, 50])).toMatchObject({ count: 50, mean4: 2.5, mean52: null })
    expect(weekTrend([...Array.from({ length: 52 }, () => 4), 4])).toMatchObject({ mean4: 4, mean52: 4 })
  })
})
