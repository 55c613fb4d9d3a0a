import { expect, it } from 'vitest'
import { anything } from '../history/filters.js'
import { daysOf, hourRows, otherUntil, rowsOf, vagueCount, vagueRows, weeksOf, wholeOf } from './counted.js'

const until = '2021-11-08T00:00:00.000Z'
const weeks = weeksOf({ until, weeks: [5, 3, 2] }, 2)

it('counts weeks back from the end, and all of them together', () => {
  expect(weeks.map(({ count }) => count)).toEqual([3, 2])
  expect(wholeOf(weeks)).toEqual({ count: 5, fromMs: Date.parse('2021-10-25'), untilMs: Date.parse(until) })
  expect(daysOf({ until, days: [1, 4] })[0]).toEqual({
    ...{ count: 1, fromMs: Date.parse('2021-11-06'), untilMs: Date.parse('2021-11-07') },
  })
})

it('leads from a number to the rows of its days, and to no row that is not counted', () => {
  const filters = { ...anything, type: 'ambush', from: '2020-01-01' }
  const known = 'exact,hour,part-of-day,day'
  expect(rowsOf(filters, wholeOf(weeks)).query).toEqual({
    ...{ type: 'ambush', from: '2021-10-25', to: '2021-11-07', precision: known },
  })
  expect(vagueRows(filters, wholeOf(weeks)).query).toMatchObject({ precision: 'week,month,year' })
  expect(hourRows(filters, wholeOf(weeks), { weekday: 7, hour: 0 }).query).toMatchObject({
    ...{ weekday: '7', hour: '0', precision: 'exact,hour' },
  })
  expect(rowsOf({ ...filters, precision: 'day,month' }, wholeOf(weeks)).query).toMatchObject({ precision: 'day' })
})

it('leads to no silence of a feed, which is counted in none, unless the silences alone are counted', () => {
  const left = (type: string, notType = '') => rowsOf({ ...anything, type, notType }, wholeOf(weeks)).query['notType']
  expect(left('')).toBe('feed-silent,nothing-heard')
  expect(left('', 'ied,feed-silent')).toBe('ied,feed-silent,nothing-heard')
  expect([left('ambush'), left('feed-silent'), left('class:battle')]).toEqual([undefined, undefined, undefined])
})

it('says how many are in no week', () => {
  const precisions = [
    { precision: 'day', count: 9 },
    { precision: 'month', count: 2 },
  ] as const
  expect(vagueCount({ precisions: [...precisions] })).toBe(2)
})

it('holds a period against the one before it, or against the same weekdays a year before', () => {
  expect(otherUntil(until, 4, 'before')).toBe('2021-10-11T00:00:00.000Z')
  expect(otherUntil(until, 4, 'year')).toBe('2020-11-09T00:00:00.000Z')
})
