import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rebased } from './rebase.js'

const value = fc.constantFrom('', 'gate', 'yard', 'road')
const form = fc.record({ title: value, place: value, when: value })

describe('a form carried over to what another one changed meanwhile', () => {
  it('keeps what was typed, and takes everything else', () => {
    const before = { title: 'Attack', place: 'gate', when: '06:00' }
    const mine = { ...before, title: 'Assault' }
    const theirs = { ...before, when: '06:10' }
    expect(rebased(before, mine, theirs)).toEqual({
      form: { title: 'Assault', place: 'gate', when: '06:10' },
      both: [],
    })
  })

  it('names what both changed, unless they changed it alike', () => {
    const before = { title: 'Attack', place: 'gate' }
    expect(rebased(before, { title: 'Assault', place: 'yard' }, { title: 'Raid', place: 'yard' })).toEqual({
      form: { title: 'Assault', place: 'yard' },
      both: ['title'],
    })
  })

  it('takes a list or a shape as one thing', () => {
    const before = { types: ['ambush'], ring: { km: [5] }, name: '' }
    const mine = { ...before, types: ['ambush', 'raid'] }
    const theirs = { ...before, types: ['ambush'], ring: { km: [5, 10] } }
    expect(rebased(before, mine, theirs)).toEqual({
      form: { types: ['ambush', 'raid'], ring: { km: [5, 10] }, name: '' },
      both: [],
    })
  })

  it('is theirs where nothing was typed, and ours where they changed nothing', () => {
    fc.assert(
      fc.property(form, form, (before, other) => {
        expect(rebased(before, before, other)).toEqual({ form: other, both: [] })
        expect(rebased(before, other, before)).toEqual({ form: other, both: [] })
      }),
    )
  })

  it('never loses a letter that was typed', () => {
    fc.assert(
      fc.property(form, form, form, (before, mine, theirs) => {
        const { form: now } = rebased(before, mine, theirs)
        for (const field of ['title', 'place', 'when'] as const) {
          expect(now[field]).toBe(mine[field] === before[field] ? theirs[field] : mine[field])
        }
      }),
    )
  })
})
