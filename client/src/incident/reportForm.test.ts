import { describe, expect, it } from 'vitest'
import { emptyReport, readFigure, reportProblem, reportSaid } from './reportForm.js'

describe('readFigure', () => {
  it.each([
    ['4', { range: { low: null, best: 4, high: null }, words: null }],
    ['3-7', { range: { low: 3, best: null, high: 7 }, words: null }],
    ['3,000 to 4,000', { range: null, words: '3,000 to 4,000' }],
    ['4+', { range: { low: 4, best: null, high: null }, words: null }],
    ['7–3', { range: null, words: '7–3' }],
    ['a handful', { range: null, words: 'a handful' }],
    [' ', null],
  ] as const)('of "%s"', (text, figure) => {
    expect(readFigure(text)).toEqual(figure)
  })
})

describe('reportSaid', () => {
  const form = { ...emptyReport(), source: ' RIC ', title: 'Attack' }

  it('leaves out what was left empty', () => {
    expect(reportSaid(form)).toEqual({ source: 'RIC', title: 'Attack', credibility: '6', claims: [] })
  })

  it('tells a source that does not know who from one that names nobody', () => {
    expect(reportSaid({ ...form, attribution: 'unknown' }).claims).toEqual([
      { topic: 'attribution', by: [], denied: false, words: null },
    ])
    expect(reportSaid({ ...form, attribution: 'not', by: 'Turkey, SNA' }).claims).toEqual([
      { topic: 'attribution', by: ['Turkey', 'SNA'], denied: true, words: null },
    ])
  })

  it('names the first field that is missing', () => {
    expect(reportProblem(emptyReport())).toBe('source')
    expect(reportProblem({ ...form, title: '' })).toBe('title')
    expect(reportProblem(form)).toBe(null)
  })
})
