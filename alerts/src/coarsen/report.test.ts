import { describe, expect, it } from 'vitest'
import type { Claim, Report } from '../model.js'
import { coarsenReport } from './report.js'

const words = 'in Busayrah'
const range = { low: 4, best: null, high: null }
const claims: readonly Claim[] = [
  { topic: 'place', words },
  { topic: 'denial', words },
  { topic: 'killed', range, words },
  { topic: 'attribution', by: ['IS'], denied: false, words },
  { topic: 'duration', hours: range, words },
  { topic: 'time', from: '2021-11-08T20:00:00.000Z', to: null, words },
]
const report: Report = {
  id: 'report-1',
  incidentId: 'incident-1',
  sourceId: 'ric',
  sourceName: 'RIC',
  reliability: 'B',
  reliabilityThen: 'B',
  credibility: '2',
  origin: null,
  externalId: 'busayrah-1',
  title: `Attack ${words}`,
  text: `It was ${words}`,
  link: 'https://example.org/busayrah',
  claims,
  reportedAt: '2021-11-08T20:00:00.000Z',
  recordedAt: '2021-11-08T20:00:00.000Z',
  revision: 1,
  withdrawn: false,
}

describe('a coarse report', () => {
  it('says who says it and the figures, and not a word of what was written', () => {
    const told = coarsenReport(report)
    expect(JSON.stringify(told).toLowerCase()).not.toContain('busayrah')
    expect(told).toMatchObject({ sourceName: 'RIC', title: 'RIC', credibility: '2' })
    expect(told.claims).toEqual([
      { topic: 'denial', words: '' },
      { topic: 'killed', range, words: null },
      { topic: 'attribution', by: ['IS'], denied: false, words: null },
      { topic: 'duration', hours: range, words: null },
      { topic: 'time', from: '2021-11-08T20:00:00.000Z', to: null, words: null },
    ])
  })

  it('is the same when it is made coarse again', () => {
    expect(coarsenReport(coarsenReport(report))).toEqual(coarsenReport(report))
  })
})
