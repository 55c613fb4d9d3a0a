import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import { diff, revise } from './revise.js'

const meta = { by: 'dana', at: '2021-11-09T06:00:00.000Z', reason: 'SDF statement' }

describe('revise', () => {
  it('gives the next revision with who, when and why, and leaves the given one as it is', () => {
    const before = structuredClone(ambush)
    const next = revise(ambush, { severity: 'moderate' }, { ...meta, seq: 12, grade: 'A2' })
    const expected = {
      revision: 2,
      seq: 12,
      grade: 'A2',
      recordedAt: meta.at,
      recordedBy: 'dana',
      reason: 'SDF statement',
    }
    expect(next).toEqual({ ...ambush, severity: 'moderate', ...expected })
    expect(ambush).toEqual(before)
  })

  it('keeps position in the feed and grade where none is given', () => {
    expect(revise(ambush, {}, meta)).toMatchObject({ seq: ambush.seq, grade: ambush.grade })
  })

  it('takes nothing but content from the patch', () => {
    const smuggled = { title: 'Attack', id: 'other', history: true, externalId: 'x', revision: 40 }
    const next = revise(ambush, smuggled, meta)
    expect(next).toMatchObject({ title: 'Attack', id: ambush.id, history: false, externalId: null, revision: 2 })
  })
})

describe('diff', () => {
  it('lists what changed, in the order of the model, and the grade', () => {
    const next = revise(ambush, { tags: ['retaliation'], title: 'Attack', summary: null }, { ...meta, grade: 'A2' })
    expect(diff(ambush, next)).toEqual([
      { field: 'title', before: ambush.title, after: 'Attack' },
      { field: 'tags', before: [], after: ['retaliation'] },
      { field: 'grade', before: 'B2', after: 'A2' },
    ])
  })

  it('is empty where a revision says the same', () => {
    const point = { coordinates: [40.4267, 35.156], type: 'Point' } as const
    expect(diff(ambush, revise(ambush, { point: { ...point, coordinates: [...point.coordinates] } }, meta))).toEqual([])
  })
})
