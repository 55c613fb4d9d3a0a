import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import { bonesOf, mayBeOneName } from './bones.js'
import { isSuggestible, sameness, suggestFrom, type Comparable } from './same.js'

const thiba: Comparable = {
  ...ambush,
  id: 'thiba',
  type: 'base-attack',
  title: 'SDF position at al-Thiba attacked',
  point: { type: 'Point', coordinates: [40.51028, 35.01498] },
  uncertaintyMetres: 1_500,
  summary: 'One of the SDF bases and positions struck late on Monday. Al-Thiba is taken for the town of Dhiban.',
  place: 'al-Thiba',
  occurredFrom: '2021-11-08T18:00:00.000Z',
  timePrecision: 'part-of-day',
  actors: ['suspected Islamic State cell'],
}
const diban: Comparable = {
  ...thiba,
  id: 'diban',
  type: 'armed-clash',
  title: 'Attack near Diban by unidentified militants',
  uncertaintyMetres: 12_000,
  summary: 'The task force speaks of unidentified militants with unknown motives. The town lies 49 km away.',
  source: 'US-led task force (CJTF-OIR)',
  place: 'near Diban, about 60 km southeast of Deir el-Zour',
  actors: ['unidentified militants'],
}
const later = (it: Comparable, hours: number): Comparable => ({
  ...it,
  occurredFrom: new Date(Date.parse(it.occurredFrom) + hours * 3_600_000).toISOString(),
})

describe('sameness', () => {
  const cases: readonly (readonly [string, Comparable, Comparable, boolean])[] = [
    ['al-Thiba and Diban, one town in two spellings', thiba, diban, true],
    ['one account twice', thiba, { ...thiba, id: 'again' }, true],
    ['al-Thiba and al-Shahil, 12 km apart the same night', thiba, shahil(), false],
    ['the same place five days later', thiba, later(thiba, 120), false],
    ['an arrest where there was an attack', thiba, { ...diban, type: 'arrest', title: 'Two captured' }, false],
    ['a threat and an event', thiba, { ...diban, kind: 'threat' }, false],
    ['two that may be anywhere in the governorate', anywhere(thiba), anywhere(diban), false],
  ]
  it.each(cases)('of %s', (...[, one, other, isSuggested]) => {
    expect(sameness(one, other).score >= suggestFrom, String(sameness(one, other).score)).toBe(isSuggested)
  })

  function shahil(): Comparable {
    const point = { type: 'Point', coordinates: [40.45, 35.1] } as const
    const place = 'al-Shahil'
    return {
      ...thiba,
      id: 'shahil',
      point: { ...point, coordinates: [...point.coordinates] },
      place,
      title: `SDF position at ${place} attacked`,
    }
  }
  function anywhere(it: Comparable): Comparable {
    return { ...it, uncertaintyMetres: 120_000, place: 'Deir ez-Zor governorate', title: 'Attack' }
  }

  it('gives its reasons, the weightiest first', () => {
    const { reasons } = sameness(thiba, diban)
    expect(reasons.map(({ part }) => part)).toEqual(expect.arrayContaining(['distance', 'time', 'type', 'place']))
    expect(reasons.find(({ part }) => part === 'place')).toMatchObject({ score: 1 })
  })

  it('says where one names who did it and the other does not know, which speaks neither for it nor against it', () => {
    const { reasons } = sameness(thiba, diban)
    expect(reasons.find(({ part }) => part === 'attribution')).toMatchObject({
      told: ['suspected Islamic State cell', 'unidentified militants'],
    })
    const attributions = sameness(thiba, { ...thiba, id: 'b' }).reasons.filter(({ part }) => part === 'attribution')
    expect(attributions).toEqual([])
  })

  it('never suggests what place, time and type do not allow', () => {
    fc.assert(
      fc.property(anyOf, anyOf, (a, b) => {
        if (sameness(a, b).score >= suggestFrom) expect(isSuggestible(a, b)).toBe(true)
      }),
    )
  })

  const anyOf = fc.constantFrom(thiba, diban, shahil(), later(thiba, 5), anywhere(diban))
  it('does not depend on which is asked about, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(anyOf, anyOf, (a, b) => {
        expect(sameness(a, b).score).toBeCloseTo(sameness(b, a).score, 6)
        expect(sameness(a, b).score).toBeGreaterThanOrEqual(0)
        expect(sameness(a, b).score).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('bonesOf', () => {
  it.each([
    ['al-Thiba', 'Diban', true],
    ['Dhiban', 'Diban', true],
    ['Busayrah', 'al-Basira', true],
    ['al-Shahil', 'Diban', false],
  ])('of %s and %s may be one name: %s', (a, b, is) => {
    expect(bonesOf(a).some((one) => bonesOf(b).some((other) => mayBeOneName(one, other)))).toBe(is)
  })
})
