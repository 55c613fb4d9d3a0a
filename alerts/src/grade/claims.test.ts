import { describe, expect, it } from 'vitest'
import type { Claim, CountRange } from '../model.js'
import { casualtyClaims, claimTable, claimedCasualties } from './claims.js'
import { halvesOf } from './grade.js'

const count = (topic: 'held' | 'killed', range: Partial<CountRange>): Claim => ({
  topic,
  range: { low: null, best: null, high: null, ...range },
  words: null,
})
const report = (sourceName: string, ...claims: readonly Claim[]) => ({
  sourceName,
  origin: null,
  ...{ link: null, title: 'Attack', text: null },
  withdrawn: false,
  reportedAt: '2022-01-21T00:00:00.000Z',
  claims,
  ...halvesOf('B2'),
})
const rowOf = (topic: string, reports: Parameters<typeof claimTable>[0]) =>
  claimTable(reports).find((row) => row.topic === topic)

describe('claimTable', () => {
  it('keeps the inmates of the Sina’a prison as three sources tell them, as a range and never as a mean', () => {
    const row = rowOf('held', [
      report('SDF', count('held', { best: 1000 })),
      report('RIC', count('held', { best: 3500 })),
      report('SOHR', count('held', { low: 3000, high: 4000 })),
    ])
    expect(row?.range).toEqual({ low: 1000, best: null, high: 4000 })
    expect(row?.said.map((it) => it.report.sourceName)).toEqual(['SDF', 'RIC', 'SOHR'])
    expect(row?.differ).toBe(true)
  })

  it.each<
    readonly [string, readonly Partial<CountRange>[], Omit<NonNullable<ReturnType<typeof rowOf>>, 'topic' | 'said'>]
  >([
    ['one figure', [{ best: 4 }], { range: { low: 4, best: 4, high: 4 }, differ: false }],
    [
      'figures that agree',
      [{ best: 4 }, { low: 3, high: 7 }],
      { range: { low: 3, best: null, high: 7 }, differ: false },
    ],
    [
      'at least, which leaves the top open',
      [{ low: 4 }, { best: 9 }],
      { range: { low: 4, best: null, high: null }, differ: false },
    ],
    [
      'at least more than another says',
      [{ low: 40 }, { best: 9 }],
      { range: { low: 9, best: null, high: null }, differ: true },
    ],
    [
      'at most less than another says',
      [{ high: 3 }, { best: 9 }],
      { range: { low: 3, best: null, high: 9 }, differ: true },
    ],
  ])('spans %s', (_title, ranges, row) => {
    const reports = ranges.map((it, at) => report(`Source ${at}`, count('killed', it)))
    expect(rowOf('killed', reports)).toMatchObject(row)
  })

  it('takes neither a correction of its own nor what repeats it for another opinion', () => {
    const said = (sourceName: string, best: number, at: string) => ({
      ...report(sourceName, count('killed', { best })),
      reportedAt: `2021-11-09T${at}:00.000Z`,
    })
    const corrected = [said('RIC', 3, '06:00'), said('RIC', 5, '09:00')]
    expect(rowOf('killed', corrected)).toMatchObject({ range: { low: 3, high: 5 }, differ: false })
    expect(rowOf('killed', [...corrected, { ...said('Wire', 3, '07:00'), origin: 'RIC' }])?.differ).toBe(false)
    expect(rowOf('killed', [...corrected, said('SDF', 3, '07:00')])?.differ).toBe(true)
    expect(rowOf('killed', [...corrected, said('SDF', 5, '07:00')])?.differ).toBe(false)
  })

  it('leaves out what was taken back', () => {
    expect(claimTable([{ ...report('SDF', count('held', { best: 1 })), withdrawn: true }])).toEqual([])
  })

  it('says where authors contradict each other', () => {
    const by = (name: string): Claim => ({ topic: 'attribution', by: [name], denied: false, words: null })
    expect(rowOf('attribution', [report('A', by('Islamic State')), report('B', by('Hurras al-Din'))])?.differ).toBe(
      true,
    )
    expect(rowOf('attribution', [report('A', by('Islamic State')), report('B', by('IS'))])?.differ).toBe(false)
  })
})

describe('casualties as claims', () => {
  it.each([
    [{ source: 'SDF', killed: { low: null, best: 1, high: null }, injured: null, words: 'one' }],
    [{ source: 'SDF', killed: null, injured: null, words: 'a handful' }],
    [{ source: 'SDF', killed: null, injured: null, words: 'several dead' }],
    [
      {
        source: 'SDF',
        killed: { low: null, best: 1, high: null },
        injured: { low: 2, best: null, high: null },
        words: null,
      },
    ],
  ])('come back as they were: %j', (casualties) => {
    expect(claimedCasualties(casualtyClaims([casualties]), 'SDF')).toEqual([casualties])
  })
})
