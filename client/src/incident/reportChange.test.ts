import type { Claim, Report } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { formOf, reportChange } from './reportChange.js'

const claims: readonly Claim[] = [
  { topic: 'killed', range: { low: 4, best: null, high: null }, words: 'at least four' },
  { topic: 'injured', range: null, words: 'a handful' },
  { topic: 'held', range: { low: 3000, best: 3500, high: 4000 }, words: null },
  { topic: 'duration', hours: { low: null, best: 6, high: null }, words: null },
  { topic: 'attribution', by: ['Islamic State'], denied: false, words: 'IS cells' },
  { topic: 'attribution', by: ['Turkey'], denied: true, words: null },
  { topic: 'time', from: '2021-11-08T20:00:00.000Z', to: null, words: 'late Monday' },
]
const report: Report = {
  ...{ id: 'r', incidentId: 'i', sourceId: 'ric', sourceName: 'RIC', reliability: 'B', reliabilityThen: 'B' },
  ...{ credibility: '2', origin: null, externalId: null, title: 'Attack', text: 'Late Monday', link: null, claims },
  ...{ reportedAt: '2021-11-09T06:00:00.000Z', recordedAt: '2021-11-09T06:00:00.000Z', revision: 1, withdrawn: false },
}

describe('the form that corrects a report', () => {
  it('shows what the report says', () => {
    expect(formOf(report)).toMatchObject({
      ...{ title: 'Attack', text: 'Late Monday', link: '', credibility: '2', hours: '6', attribution: 'by' },
      ...{ by: 'Islamic State', counts: { killed: '4+', injured: 'a handful', held: '3000-4000', involved: '' } },
    })
  })

  it('changes nothing where it is left as it was', () => {
    expect(reportChange(report, formOf(report))).toEqual({})
    expect(reportChange(report, { ...formOf(report), title: ' Attack ' })).toEqual({})
  })

  it('names the fields that it changes alone, and takes back what was emptied', () => {
    const form = { ...formOf(report), text: ' ', link: 'https://example.org/a', credibility: '3' as const }
    expect(reportChange(report, form)).toEqual({ text: null, link: 'https://example.org/a', credibility: '3' })
  })

  it('keeps every claim that it does not touch word for word, also those that it cannot show', () => {
    const form = formOf(report)
    const changed = reportChange(report, { ...form, counts: { ...form.counts, injured: '5' } })
    expect(changed).toEqual({
      claims: [
        ...claims.filter(({ topic }) => topic !== 'injured'),
        { topic: 'injured', range: { low: null, best: 5, high: null }, words: null },
      ],
    })
  })

  it('takes a claim back where its field was emptied', () => {
    const { claims: left } = reportChange(report, { ...formOf(report), attribution: 'none' })
    expect(left?.map(({ topic }) => topic)).toEqual(['killed', 'injured', 'held', 'duration', 'time'])
  })
})
