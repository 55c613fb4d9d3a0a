import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersOf, mostAlone, restAfterMs, type Due } from './letters.js'

const fresh = (n: number): readonly Due[] =>
  Array.from({ length: n }, (_, at) => ({ id: `d${at}`, letterId: null, subject: `s${at}`, isAlone: false }))
const toPeople = true

describe('what is due to one address', () => {
  it('is told one by one while there is little', () => {
    expect(lettersOf(fresh(mostAlone), { toPeople }).map(({ key, of }) => [key, of.length])).toEqual(
      fresh(mostAlone).map(({ id }) => [id, 1]),
    )
  })

  it('is told in one message in a flood, however large', () => {
    expect(lettersOf(fresh(10_000), { toPeople })).toMatchObject([{ key: 'd0', isNew: true, of: { length: 10_000 } }])
  })

  it('comes by itself in a flood where it has to', () => {
    const report = { id: 'r', letterId: null, subject: 'r', isAlone: true }
    const letters = lettersOf([...fresh(20), report], { toPeople })
    expect(letters.map(({ key, of }) => [key, of.length])).toEqual([
      ['d0', 20],
      ['r', 1],
    ])
  })

  it('is one message where it is one thing, such as an incident that met several rules', () => {
    const rules = (n: number, subject: string) =>
      Array.from({ length: n }, (_, at) => ({ id: `${subject}${at}`, letterId: null, subject, isAlone: false }))
    const due = [...rules(mostAlone + 1, 'a'), ...rules(1, 'b'), ...rules(2, 'a again')]
    const letters = lettersOf(due, { toPeople })
    expect(letters.map(({ key, of, isNew }) => [key, of.length, isNew])).toEqual([
      ['a0', mostAlone + 1, true],
      ['b0', 1, true],
      ['a again0', 2, true],
    ])
    expect(letters.map(restAfterMs)).toEqual([0, 0, 0])
    expect(lettersOf(due, { toPeople: false })).toHaveLength(due.length)
  })

  it('leaves who got a digest alone for a while, so that what follows comes together', () => {
    expect(lettersOf(fresh(20), { toPeople }).map(restAfterMs)).toEqual([20_000])
  })

  it('is told one by one to programs', () => {
    expect(lettersOf(fresh(100), { toPeople: false })).toHaveLength(100)
  })

  it('stays together under its key once it was', () => {
    const begun = ['x', 'y'].map((id) => ({ id, letterId: 'k', subject: id, isAlone: false }))
    const due = [...fresh(2), ...begun]
    expect(lettersOf(due, { toPeople }).map(({ key, of }) => [key, of.map(({ id }) => id)])).toEqual([
      ['k', ['x', 'y']],
      ['d0', ['d0']],
      ['d1', ['d1']],
    ])
  })

  it('is all told, once', () => {
    const one = fc.record({
      ...{ id: fc.uuid(), letterId: fc.option(fc.constantFrom('a', 'b')) },
      ...{ subject: fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v'), isAlone: fc.boolean() },
    })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 40 }), fc.boolean(), (due, toPeople) => {
        const told = lettersOf(due, { toPeople }).flatMap(({ of }) => of.map(({ id }) => id))
        expect(told.toSorted()).toEqual(due.map(({ id }) => id).toSorted())
      }),
    )
  })
})
