import { describe, expect, it } from 'vitest'
import { coverOf, type CountedMonth } from './months.js'

const day = (text: string) => `${text}T00:00:00.000Z`
const month = (text: string, counted = true): CountedMonth => ({ month: day(`${text}-01`), counted })
const all = { from: null, to: null }

describe('a stretch of time', () => {
  it('is covered by the months that are counted and lie within it, and what is left is told without gaps between', () => {
    const months = [
      month('2021-09'),
      month('2021-10'),
      month('2021-11', false),
      month('2021-12', false),
      month('2022-02'),
    ]
    expect(coverOf(all, months)).toEqual({
      months: [day('2021-09-01'), day('2021-10-01'), day('2022-02-01')],
      rest: [{ from: day('2021-11-01'), to: day('2022-01-01') }],
    })
    expect(coverOf({ from: day('2021-09-15'), to: day('2021-11-09') }, months)).toEqual({
      months: [day('2021-10-01')],
      rest: [
        { from: day('2021-09-15'), to: day('2021-10-01') },
        { from: day('2021-11-01'), to: day('2021-11-09') },
      ],
    })
  })

  it('holds a month that it begins and ends with, and nothing of one in which nothing lies', () => {
    const months = [month('2021-10'), month('2021-12')]
    expect(coverOf({ from: day('2021-10-01'), to: day('2021-11-01') }, months)).toEqual({
      months: [day('2021-10-01')],
      rest: [],
    })
    expect(coverOf({ from: day('2021-11-01'), to: day('2021-12-01') }, months)).toEqual({ months: [], rest: [] })
  })
})
