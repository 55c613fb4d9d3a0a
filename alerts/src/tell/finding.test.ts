import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blanksOf, finding, sentenceOf } from './finding.js'
import { findingIn, readable } from './read-finding.js'

const elsewhere = finding('place.unitElsewhere', {
  unit: 'Homs',
  place: 'Abu ad Duhur',
  placeUnit: 'Idlib',
  awayMetres: 116_400,
})

describe('a finding', () => {
  it('is told in English with its values in their units', () => {
    expect(sentenceOf(elsewhere)).toBe(
      'The text says Homs; the nearest known place, Abu ad Duhur, lies in Idlib, and the nearest of Homs is 116 km away.',
    )
    expect(sentenceOf(finding('rule.typeOther', { type: 'ied', types: [] }))).toBe(
      'other type: ied, the rule takes none',
    )
    expect(sentenceOf(finding('place.mayBe', { text: 'Theban', options: ['Dhiban', 'Theban'] }))).toBe(
      '"Theban" may be Dhiban or Theban.',
    )
  })

  it('tells a time without its day on that day alone', () => {
    const cooling = finding('rule.cooling', { sinceMs: 60_000, untilAt: '2021-11-09T05:52:00.000Z' })
    expect(sentenceOf(cooling, '2021-11-09T01:00:00.000Z')).toMatch(/silent until 05:52Z$/)
    expect(sentenceOf(cooling, '2021-11-08T01:00:00.000Z')).toMatch(/silent until 2021-11-09 05:52Z$/)
  })

  it('with a code of another version is told by its code', () => {
    expect(sentenceOf({ code: 'place.later', values: {} })).toBe('place.later')
    expect(blanksOf('place.later')).toEqual([])
  })
})

describe('a sentence of the house', () => {
  it('is taken apart into its code and the values as they were worded', () => {
    expect(findingIn(sentenceOf(elsewhere))).toEqual({
      code: 'place.unitElsewhere',
      values: { unit: 'Homs', place: 'Abu ad Duhur', placeUnit: 'Idlib', awayMetres: '116 km' },
    })
    expect(findingIn('وكالة هاوار is silent')).toEqual({ code: 'feed.silent', values: { feed: 'وكالة هاوار' } })
  })

  it('is told apart from what somebody wrote', () => {
    for (const text of ['Silent guns at the border', 'The front is silent tonight', '', ' is silent'])
      expect(findingIn(text)).toBe(null)
  })

  const name = fc.stringMatching(/^[A-Z][a-z]{2,12}( [A-Z][a-z]{2,8})?$/)
  const codes = Object.keys(readable)

  it('comes back as what it was, whatever its values', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.array(name, { minLength: 8, maxLength: 8 }), (code, words) => {
        const values = Object.fromEntries(blanksOf(code).map((blank, at) => [blank, words[at] ?? '']))
        expect(findingIn(sentenceOf({ code, values }))).toEqual({ code, values })
      }),
      { numRuns: 2_000 },
    )
  })

  it('is looked for in any text without an error, and quickly in a long one', () => {
    fc.assert(fc.property(fc.string(), (text) => void findingIn(text)))
    expect(findingIn(`The text says ${'; the nearest known place, '.repeat(10_000)}`)).toBe(null)
  })
})
