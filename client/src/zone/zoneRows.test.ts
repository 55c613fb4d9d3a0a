import type { Rule } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { aZone } from '../world/samples.js'
import { rowsOf, shownRows } from './zoneRows.js'

const nowMs = Date.parse('2026-11-09T12:00:00.000Z')
const [past, future] = ['2026-11-09T11:00:00.000Z', '2026-11-09T13:00:00.000Z']
const zones = [
  aZone({ id: 'a', name: 'Zone 10', recordedAt: past }),
  aZone({ id: 'b', name: 'Zone 9', recordedAt: future }),
  aZone({ id: 'c', name: 'مُخَيَّم', valid: { from: future, until: null }, recordedAt: past }),
  aZone({ id: 'd', name: 'Fair', valid: { from: null, until: past }, recordedAt: past }),
  aZone({ id: 'e', name: 'Élan', archived: true, recordedAt: past }),
]
const load = { days: 30, alerts: 100, items: [{ zoneId: 'b', alerts: 60 }] }
const rows = rowsOf({ zones, rules: [], load, nowMs })

describe('rows of zones', () => {
  it('tell how many alerts a week each raised, and what part of all', () => {
    expect(rows[1]).toMatchObject({ perWeek: 14, share: 0.6 })
    expect(rows[0]).toMatchObject({ perWeek: 0, share: 0 })
    expect(rowsOf({ zones, rules: [], load: null, nowMs })[0]).toMatchObject({ perWeek: null, share: null })
    expect(rowsOf({ zones, rules: [], load: { ...load, alerts: 0, items: [] }, nowMs })[0]?.share).toBe(0)
  })

  it('tell whether each is watched now, and why not', () => {
    expect(rows.map(({ state }) => state)).toEqual(['listens', 'listens', 'notYet', 'noMore', 'archived'])
  })

  it('count the rules that are on', () => {
    const rule = (enabled: boolean): Pick<Rule, 'zoneId' | 'enabled'> => ({ zoneId: 'a', enabled })
    expect(rowsOf({ zones, rules: [rule(true), rule(false)], load, nowMs })[0]?.rules).toBe(1)
  })

  it('are found by their names without vowel signs, accents and case', () => {
    const found = (sought: string) => shownRows(rows, sought, 'name').map(({ zone }) => zone.id)
    expect([found('elan'), found('مخيم'), found('zone'), found('nowhere')]).toEqual([['e'], ['c'], ['b', 'a'], []])
  })

  it('are put in order by name, load or when they were changed', () => {
    const ids = (sort: 'name' | 'load' | 'changed') => shownRows(rows, 'zone', sort).map(({ zone }) => zone.id)
    expect([ids('name'), ids('load'), ids('changed')]).toEqual([
      ['b', 'a'],
      ['b', 'a'],
      ['b', 'a'],
    ])
    expect(shownRows(rows, '', 'load')[0]?.zone.id).toBe('b')
    expect(shownRows(rows, '', 'name')[0]?.zone.id).toBe('e')
  })
})
