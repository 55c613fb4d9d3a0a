import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import type { IncidentContent } from '../model.js'
import { canonical, contentFields, contentKey, contentOf, sameContent } from './content.js'

const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse())

describe('sameContent', () => {
  it('ignores the order of keys and what the house keeps', () => {
    const casualties = { source: 'RIC', killed: null, injured: { low: 3, best: null, high: null }, words: 'a handful' }
    const shuffled = { source: 'RIC', words: 'a handful', injured: { high: null, best: null, low: 3 }, killed: null }
    const later = { ...ambush, id: 'other', revision: 9, seq: 7, grade: 'A1' as const, reason: 'again' }
    expect(sameContent({ ...ambush, casualties: [casualties] }, { ...later, casualties: [shuffled] })).toBe(true)
  })

  it('sees the order of lists', () => {
    expect(sameContent({ ...ambush, tags: ['a', 'b'] }, { ...ambush, tags: ['b', 'a'] })).toBe(false)
  })

  const others: readonly (readonly [string, Partial<IncidentContent>])[] = [
    ['title', { title: 'Attack' }],
    ['point', { point: { type: 'Point', coordinates: [40.4267, 35.1561] } }],
    ['not stated and 0', { casualties: [{ source: null, killed: null, injured: null, words: null }] }],
    ['exercise', { exercise: true }],
  ]
  it.each(others)('sees another %s', (_title, change) => {
    expect(sameContent(ambush, { ...ambush, ...change })).toBe(false)
  })
})

describe('contentKey', () => {
  it('is one text whatever order the keys came in', () => {
    expect(canonical(reversed(contentOf(ambush)))).toBe(contentKey(ambush))
  })

  it('is JSON that reads back as the content', () => {
    expect(JSON.parse(contentKey(ambush))).toEqual(contentOf(ambush))
  })
})

describe('contentFields', () => {
  it('name every field of the content, in its order', () => {
    expect(Object.keys(contentOf(ambush))).toEqual(contentFields)
  })
})

describe('canonical', () => {
  it('is equal for equal values, whatever their order of keys, and differs for others', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (value, other) => {
        expect(canonical(reversed(value))).toBe(canonical(value))
        // A JSON text has one value, so two values with one text are equal.
        expect(JSON.parse(canonical(other))).toEqual(JSON.parse(JSON.stringify(other)))
      }),
    )
  })
})
