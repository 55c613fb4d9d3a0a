import { describe, expect, it } from 'vitest'
import { coarsenLogEntry } from '../coarsen/log.js'
import { audienceOfEntry, automaticEntry, noteEntry, strike } from './log.js'

const by = { by: 'dana', byId: 'a1' }
const now = '2021-11-09T06:05:00.000Z'
const said = { text: 'Called the gate', at: '2021-11-09T05:50:00.000Z', incidentIds: ['i1'], alertIds: ['x1'] }
const note = noteEntry(said, { id: 'e1', by, now })
const struck = { by: 'omar', at: '2021-11-09T06:10:00.000Z', reason: 'It was the other gate' }

describe('an entry of the watch log', () => {
  it('tells when it happened, and when it was written', () => {
    expect(note).toMatchObject({ at: said.at, recordedAt: now, kind: 'note', revision: 1, struck: null, ...by })
  })

  it('of the house happens when it is written', () => {
    const entry = automaticEntry('dana took the watch', { id: 'e2', by, now })
    expect(entry).toMatchObject({ at: now, recordedAt: now, kind: 'automatic', handoverId: null, alertIds: [] })
  })

  it('keeps its words where it is struck through', () => {
    const result = strike(note, struck)
    expect(result).toEqual({ ok: true, entry: { ...note, revision: 2, struck } })
  })

  it('is struck through once', () => {
    const first = strike(note, struck)
    if (!first.ok) throw new Error(first.why.code)
    expect(strike(first.entry, { ...struck, by: 'dana' })).toEqual({
      ok: false,
      why: { code: 'denied.struckBy', values: { by: 'omar', struckAt: struck.at } },
    })
  })

  it('of the house stays', () => {
    expect(strike(automaticEntry('dana took the watch', { id: 'e2', by, now }), struck).ok).toBe(false)
  })

  it.each([
    [[], 'all'],
    [['all', 'all'], 'all'],
    [['all', 'user:a1'], 'user:a1'],
    [['all', 'team:night', 'team:night'], 'team:night'],
    [['team:night', 'team:day'], 'user:a1'],
    [['team:night', 'user:a1'], 'user:a1'],
  ])('about alerts of %j is for %s', (audiences, audience) => {
    expect(audienceOfEntry(note, audiences)).toBe(audience)
  })

  it('tells those who see places coarsely who wrote when, about what, and not what', () => {
    const told = coarsenLogEntry({ ...note, struck })
    expect(told).toEqual({ ...note, text: null, struck: { ...struck, reason: null } })
    const house = automaticEntry('dana took the watch', { id: 'e2', by, now })
    expect(coarsenLogEntry(house)).toEqual(house)
  })
})
