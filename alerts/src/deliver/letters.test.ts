import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersOf, mostAlone, type Due } from './letters.js'

const fresh = (n: number): readonly Due[] =>
  Array.from({ length: n }, (_, at) => ({ id: `d${at}`, letterId: null, isAlone: false }))
const digests = true

describe('what is due to one address', () => {
  it('is told one by one while there is little', () => {
    expect(lettersOf(fresh(mostAlone), { digests }).map(({ key, of }) => [key, of.length])).toEqual(
      fresh(mostAlone).map(({ id }) => [id, 1]),
    )
  })

  it('is told in one message in a flood, however large', () => {
    expect(lettersOf(fresh(10_000), { digests })).toMatchObject([{ key: 'd0', isNew: true, of: { length: 10_000 } }])
  })

  it('comes by itself in a flood where it has to', () => {
    const report = { id: 'r', letterId: null, isAlone: true }
    const letters = lettersOf([...fresh(20), report], { digests })
    expect(letters.map(({ key, of }) => [key, of.length])).toEqual([
      ['d0', 20],
      ['r', 1],
    ])
  })

  it('is told one by one to programs', () => {
    expect(lettersOf(fresh(100), { digests: false })).toHaveLength(100)
  })

  it('stays together under its key once it was', () => {
    const begun = ['x', 'y'].map((id) => ({ id, letterId: 'k', isAlone: false }))
    const due = [...fresh(2), ...begun]
    expect(lettersOf(due, { digests }).map(({ key, of }) => [key, of.map(({ id }) => id)])).toEqual([
      ['k', ['x', 'y']],
      ['d0', ['d0']],
      ['d1', ['d1']],
    ])
  })

  it('is all told, once', () => {
    const one = fc.record({ id: fc.uuid(), letterId: fc.option(fc.constantFrom('a', 'b')), isAlone: fc.boolean() })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 40 }), fc.boolean(), (due, digests) => {
        const told = lettersOf(due, { digests }).flatMap(({ of }) => of.map(({ id }) => id))
        expect(told.toSorted()).toEqual(due.map(({ id }) => id).toSorted())
      }),
    )
  })
})
