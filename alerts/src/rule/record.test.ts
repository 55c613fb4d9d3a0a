import { describe, expect, it } from 'vitest'
import type { Disposition } from '../model.js'
import { sentenceOf } from '../tell/finding.js'
import { recordOf, type AlertEnd } from './record.js'

const span = { from: '2021-11-01T00:00:00.000Z', until: '2021-11-14T23:00:00.000Z' }
const raisedAt = '2021-11-08T20:00:00.000Z'

function ended(disposition: Disposition | null, minutes: number | null = null): AlertEnd {
  const acknowledgedAt = minutes === null ? null : new Date(Date.parse(raisedAt) + minutes * 60_000).toISOString()
  return { raisedAt, acknowledgedAt, state: disposition === null ? 'new' : 'closed', disposition }
}

function times(n: number, disposition: Disposition): readonly AlertEnd[] {
  return Array.from({ length: n }, () => ended(disposition))
}

function said(alerts: readonly AlertEnd[]): readonly string[] {
  return recordOf(alerts, span).findings.map((it) => sentenceOf(it))
}

describe('the record of a rule', () => {
  it('counts what rose, what is open, and how the others ended', () => {
    const record = recordOf([ended(null), ...times(2, 'acted on'), ...times(1, 'duplicate')], span)
    expect(record).toMatchObject({ raised: 4, open: 1, closed: 3, findings: [] })
    expect(record.ended.filter(({ alerts }) => alerts > 0)).toEqual([
      { disposition: 'acted on', alerts: 2 },
      { disposition: 'duplicate', alerts: 1 },
    ])
    expect(record.days).toHaveLength(14)
    expect(record.days.filter(({ would }) => would > 0)).toEqual([{ day: '2021-11-08', would: 4, stands: 0 }])
  })

  it('says within what time half of them were answered, of those that were', () => {
    expect(recordOf([ended(null)], span).answeredMs).toBeNull()
    const answered = [3, 60, 1, 7].map((minutes) => ended('acted on', minutes))
    expect(recordOf([...answered, ended(null)], span).answeredMs).toBe(3 * 60_000)
  })

  it('says that most were false, once enough were closed', () => {
    const wrong = '7 of the 9 alerts that were closed were false positives: what the rule asks for is not what matters.'
    expect(said([...times(7, 'false positive'), ...times(2, 'acted on')])).toEqual([wrong])
    expect(said([...times(3, 'false positive')])).toEqual([])
    expect(said([...times(3, 'false positive'), ...times(4, 'acted on')])).toEqual([])
  })

  it('says that most came to nothing, and that it tells nothing, or more than is read', () => {
    expect(said([...times(4, 'no impact'), ...times(4, 'acted on')])).toEqual([
      '4 of the 8 alerts that were closed had no impact: it may ask for too little.',
    ])
    expect(said([])).toEqual(['The rule has told nothing in this time.'])
    expect(said(times(400, 'acted on'))).toEqual([
      'About 201 alerts a week, more than one an hour: whoever is on watch will stop reading them.',
    ])
  })
})
