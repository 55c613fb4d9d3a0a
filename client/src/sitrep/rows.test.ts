import { attackTypes, type Sitrep } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { figureRows, rowsOf, typeRows, weekRows } from './rows.js'
import { searchOf } from './search.js'

const tally = { low: 1, high: 1, best: 1, incidents: 1, doubtful: 0 }
const report = (search: Sitrep['search']): Sitrep => ({
  ...{
    id: 'r',
    revision: 1,
    state: 'draft',
    version: 1,
    corrects: null,
    title: '',
    summary: '',
    remarks: {},
    hash: '',
  },
  ...{ from: '2017-09-01T00:00:00.000Z', until: '2017-10-01T00:00:00.000Z', asOf: '2026-11-09T06:00:00.000Z', search },
  content: {
    before: { from: '2017-08-01T00:00:00.000Z', until: '2017-09-01T00:00:00.000Z' },
    figures: [{ name: 'attacks', now: tally, before: tally }],
    ...{ weeks: [], weekless: 0, governorates: [], types: [], incidents: [] },
    left: { refuted: 0, threats: 0, exercises: 0 },
  },
  ...{ madeBy: { id: 'a', name: 'rana' }, madeAt: '', changedBy: { id: 'a', name: 'rana' }, changedAt: '' },
  ...{ signedBy: null, signedAt: null },
})

describe('the rows behind a number', () => {
  it('are those of its days, as they were known, with what the report asks for', () => {
    const it = report({ bbox: '39,34,41,36' })
    expect(rowsOf(it, it)?.query).toEqual({
      ...{ from: '2017-09-01', to: '2017-09-30', asOf: it.asOf, bbox: '39,34,41,36' },
      ...{ kind: 'event', status: 'unverified,corroborated,confirmed,disputed', notType: 'feed-silent,nothing-heard' },
    })
    expect(figureRows(it, 'attacks', it.content.before)?.query).toMatchObject({
      ...{ from: '2017-08-01', to: '2017-08-31', type: attackTypes.join(',') },
    })
  })

  it('of attacks are those of the types that the report asks for', () => {
    const it = report({ type: 'ied,demonstration' })
    expect(figureRows(it, 'attacks', it)?.query['type']).toBe('ied')
  })

  it.each([
    ['types that are no attacks', { type: 'demonstration' }],
    ['threats', { kind: 'threat' }],
    ['what is refuted', { status: 'refuted' }],
    ['what is played', { exercise: 'only' }],
  ])('of attacks are none where a report asks for %s', (_, search) => {
    const it = report(search)
    expect(figureRows(it, 'attacks', it)).toBeNull()
  })

  it('are of what a report counts, whatever else it asks for', () => {
    const it = report({ kind: 'event,threat', status: 'refuted,confirmed', precision: 'hour,week' })
    expect(rowsOf(it, it)?.query).toMatchObject({ kind: 'event', status: 'confirmed', precision: 'hour,week' })
    expect(weekRows(it, it)?.query).toMatchObject({ precision: 'hour' })
    expect(weekRows(report({ precision: 'week' }), it)).toBeNull()
  })

  it('of a type are of no type that it is the name above', () => {
    expect(typeRows(report({}), 'ied')?.query).not.toHaveProperty('notType')
    expect(typeRows(report({ notType: 'ied' }), 'territory-change')?.query).toMatchObject({
      type: 'territory-change',
      notType: 'ied,territory-regained,territory-overtaken,territory-transferred',
    })
  })

  it('are told apart by no search where they are claimed, arrests or murders in camps', () => {
    const it = report({})
    expect([figureRows(it, 'claimed', it), figureRows(it, 'arrests', it), figureRows(it, 'campMurders', it)]).toEqual([
      ...[null, null, null],
    ])
  })
})

it('keeps of a search what is no time, and no status where none was asked for', () => {
  expect(searchOf({ q: 'wall', from: '2017-09-01', status: ['confirmed'], type: ['ied', 'ambush'] })).toEqual({
    ...{ q: 'wall', type: 'ied,ambush' },
  })
  expect(searchOf({ status: 'disputed' })).toEqual({ status: 'disputed' })
})
