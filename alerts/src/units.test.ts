import { describe, expect, it } from 'vitest'
import { compass, formatAge, formatBearing, formatDistance, formatSpan, formatUncertainty } from './units.js'

describe('formatDistance', () => {
  it.each([
    [0, '0 m'],
    [849.6, '850 m'],
    [999.4, '999 m'],
    [999.6, '1 km'],
    [3_149, '3.1 km'],
    [5_000, '5 km'],
    [32_771, '32.8 km'],
    [99_940, '99.9 km'],
    [99_960, '100 km'],
    [141_200, '141 km'],
    [1_240_000, '1240 km'],
  ])('says %d metres as %s', (metres, words) => {
    expect(formatDistance(metres)).toBe(words)
  })
})

describe('formatUncertainty', () => {
  it('says a radius in words', () => expect(formatUncertainty(5_000)).toBe('within about 5 km'))
  it('never says that something lies within nothing', () => {
    expect([0, 0.4, 0.9, 1].map(formatUncertainty)).toEqual([
      ...['within a metre', 'within a metre', 'within a metre', 'within about 1 m'],
    ])
  })
})

describe('formatBearing', () => {
  it.each([
    [0, 'N 0°'],
    [134, 'SE 134°'],
    [348.7, 'NNW 349°'],
    [348.8, 'N 349°'],
    [359.6, 'N 0°'],
    [360, 'N 0°'],
    [-90, 'W 270°'],
  ])('says %d degrees as %s', (degrees, words) => {
    expect(formatBearing(degrees)).toBe(words)
  })

  it('knows the sixteen points', () => {
    const points = Array.from({ length: 16 }, (_, n) => compass(n * 22.5)).join(' ')
    expect(points).toBe('N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW')
  })
})

describe('formatAge', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [minute, '1 min ago'],
    [14.9 * minute, '14 min ago'],
    [hour, '1 h ago'],
    [3 * hour, '3 h ago'],
    [47.9 * hour, '47 h ago'],
    [48 * hour, '2 d ago'],
    [5 * day, '5 d ago'],
    [1_826 * day, '4 y ago'],
    [-2 * hour, 'in 2 h'],
    [-30_000, 'just now'],
  ])('says %d ms as %s', (ms, words) => {
    expect(formatAge(0, ms)).toBe(words)
  })

  it('counts seconds where a span is asked for', () => expect(formatSpan(40_900)).toBe('40 s'))
})
