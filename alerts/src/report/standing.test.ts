import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byStanding, mayBeJoined, type Standing } from './standing.js'

const one: Standing = {
  ...{ id: 'b', history: false, exercise: false, status: 'unverified', reportedAt: '2026-11-09T05:00:00.000Z' },
  ...{ source: 'RIC', externalId: '1', title: 'Attack' },
}
const later = { ...one, id: 'a', reportedAt: '2026-11-09T06:00:00.000Z' }

describe('of incidents that one message shows to be one', () => {
  it.each<readonly [string, readonly [Standing, Standing], string]>([
    ['what was reported first stands, whichever is known longer', [later, one], 'b'],
    ['what came in live stands before history', [{ ...one, history: true }, later], 'a'],
    ['at one time the order of the words decides', [one, { ...one, id: 'a', source: 'SDF' }], 'b'],
  ])('%s', (_, incidents, id) => {
    expect(incidents.toSorted(byStanding)[0]?.id).toBe(id)
  })

  it('they stand in one order, whichever came first', () => {
    const anyStanding = fc.record({
      history: fc.boolean(),
      reportedAt: fc.constantFrom(one.reportedAt, later.reportedAt),
      source: fc.constantFrom('RIC', 'SDF', null),
    })
    fc.assert(
      fc.property(
        fc.array(anyStanding, { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (list, chance) => {
          const all = list.map((it, at) => ({ ...one, ...it, id: String(at) }))
          const shuffled = all
            .map((it) => ({ it, key: chance.next().value }))
            .toSorted((a, b) => Number(a.key) - Number(b.key))
            .map(({ it }) => it)
          expect(shuffled.toSorted(byStanding)).toEqual(all.toSorted(byStanding))
        },
      ),
    )
  })
})

it.each<readonly [string, readonly [Partial<Standing>, Partial<Standing>], boolean]>([
  ['two that came in', [{}, {}], true],
  ['an exercise and what is real', [{ exercise: true }, {}], false],
  ['two of one exercise', [{ exercise: true }, { exercise: true }], true],
  ['one that was withdrawn', [{}, { status: 'withdrawn' }], false],
])('judges whether a message may join %s', (_, [a, b], may) => {
  expect(mayBeJoined({ ...one, ...a }, { ...one, ...b })).toBe(may)
})
