import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverOf, endOfMonth, sheetCoverOf, pentadCoverOf, worthwhile, type Pentad } from './cover.js'
import { instantMs, instantOf } from '../time.js'

const day = (text: string) => `${text}T00:00:00.000Z`
const all = { from: null, to: null }
const firsts = ['01', '06', '11', '16', '21', '26']

/** The pentads of a month by their first days; those of `open` are not counted. */
function pentadsOf(month: string, open: readonly string[] = [], there = firsts): readonly Pentad[] {
  const begun = firsts.map((first) => day(`${month}-${first}`))
  const ends = [...begun.slice(1), endOfMonth(day(`${month}-01`))]
  return begun
    .map((from, at) => ({
      from,
      to: ends[at] ?? '',
      counted: !open.includes(from.slice(8, 10)),
      drawn: false,
      count: 2_000,
    }))
    .filter(({ from }) => there.includes(from.slice(8, 10)))
}

describe('a stretch of time', () => {
  it('is covered by months of which all is counted, by pentads of others, and what is left is told without gaps', () => {
    const pentads = [
      ...pentadsOf('2021-09'),
      ...pentadsOf('2021-10', ['11', '16', '26']),
      ...pentadsOf('2021-11', ['01']),
      ...pentadsOf('2022-02', [], ['06']),
    ]
    const ofNovember = ['06', '11', '16', '21', '26'].map((it) => day(`2021-11-${it}`))
    expect(coverOf(all, pentads)).toEqual({
      months: [day('2021-09-01'), day('2022-02-01')],
      pentads: [day('2021-10-01'), day('2021-10-06'), day('2021-10-21'), ...ofNovember],
      rest: [
        { from: day('2021-10-11'), to: day('2021-10-21') },
        { from: day('2021-10-26'), to: day('2021-11-06') },
      ],
    })
  })

  it('takes pentads that it holds of months that it does not, and reads the days at its ends', () => {
    const pentads = [...pentadsOf('2021-09'), ...pentadsOf('2021-10'), ...pentadsOf('2021-11')]
    expect(coverOf({ from: day('2021-09-18'), to: day('2021-11-07') }, pentads)).toEqual({
      months: [day('2021-10-01')],
      pentads: [day('2021-09-21'), day('2021-09-26'), day('2021-11-01')],
      rest: [
        { from: day('2021-09-18'), to: day('2021-09-21') },
        { from: day('2021-11-06'), to: day('2021-11-07') },
      ],
    })
  })

  it('holds a month that it begins and ends with, and nothing of one in which nothing lies', () => {
    const pentads = [...pentadsOf('2021-10'), ...pentadsOf('2021-12')]
    const october = { from: day('2021-10-01'), to: day('2021-11-01') }
    expect(coverOf(october, pentads)).toEqual({ months: [october.from], pentads: [], rest: [] })
    const november = { from: day('2021-11-01'), to: day('2021-12-01') }
    expect(coverOf(november, pentads)).toEqual({ months: [], pentads: [], rest: [] })
  })

  it('is covered in sheets by months that hold much, and by pentads that have some of their own', () => {
    const pentads = [
      ...pentadsOf('2021-09'),
      ...pentadsOf('2021-10', [], firsts.slice(0, 4)),
      ...pentadsOf('2021-11', ['06']),
      ...pentadsOf('2021-12').map((it) => ({ ...it, drawn: true })),
    ]
    expect(sheetCoverOf({ from: day('2021-09-01'), to: day('2021-12-14') }, pentads)).toEqual({
      months: [day('2021-09-01')],
      pentads: [day('2021-12-01'), day('2021-12-06')],
      rest: [
        { from: day('2021-10-01'), to: day('2021-10-21') },
        { from: day('2021-11-01'), to: day('2021-12-01') },
        { from: day('2021-12-11'), to: day('2021-12-14') },
      ],
    })
  })

  it('is not worth covering where nothing is counted, or where what is left lies in too many places', () => {
    const open = ['01', '11', '21']
    const year = (months: number) => [...Array(months).keys()].flatMap((at) => pentadsOf(`2021-0${at + 1}`, open))
    expect(worthwhile(coverOf(all, pentadsOf('2021-10', firsts)))).toBeUndefined()
    expect(worthwhile(coverOf(all, year(4)))?.rest).toHaveLength(12)
    expect(worthwhile(coverOf(all, year(5)))).toBeUndefined()
  })

  it('is covered whole, and no moment of it twice', () => {
    const year = Array.from({ length: 6 }, (_, at) => `2021-${String(at + 1).padStart(2, '0')}`).flatMap((it) =>
      pentadsOf(it),
    )
    const instant = fc.integer({ min: instantMs(day('2021-01-01')), max: instantMs(day('2021-06-30')) }).map(instantOf)
    const ends = fc.tuple(instant, instant).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
    fc.assert(
      fc.property(ends, fc.array(fc.boolean(), { minLength: 36, maxLength: 36 }), instant, (stretch, counted, at) => {
        const pentads = year.map((it, n) => ({ ...it, counted: counted[n] === true }))
        for (const cover of [coverOf, sheetCoverOf, pentadCoverOf]) {
          const { months, pentads: some, rest } = cover(stretch, pentads)
          const holding = [
            ...months.map((from) => ({ from, to: endOfMonth(from) })),
            ...year.filter(({ from }) => some.includes(from)),
            ...rest,
          ].filter(({ from, to }) => from <= at && at < to)
          expect(holding).toHaveLength(stretch.from <= at && at < stretch.to ? 1 : 0)
        }
      }),
    )
  })
})
