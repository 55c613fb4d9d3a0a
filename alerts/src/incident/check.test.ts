import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import type { IncidentContent } from '../model.js'
import { checkReported, checkTimes } from './check.js'

const now = '2021-11-09T06:00:00.000Z'
const check = (change: Partial<IncidentContent>) => checkTimes({ ...ambush, ...change }, now)

describe('checkTimes', () => {
  const good: readonly (readonly [string, Partial<IncidentContent>])[] = [
    ['an event of last night', {}],
    ['an end at the start', { occurredTo: ambush.occurredFrom }],
    ['a source whose clock is five minutes ahead', { occurredFrom: '2021-11-09T06:05:00.000Z' }],
    ['a threat', { kind: 'threat', occurredFrom: '2021-11-10T00:00:00.000Z', occurredTo: '2021-12-01T00:00:00.000Z' }],
    ['an event of today that may last until its end', { timePrecision: 'day', occurredTo: '2021-11-10T00:00:00.000Z' }],
    ['the first day of 1900', { occurredFrom: '1900-01-01T00:00:00.000Z' }],
  ]
  it.each(good)('accepts %s', (_title, change) => {
    expect(check(change)).toEqual([])
  })

  const bad: readonly (readonly [string, Partial<IncidentContent>, string, string])[] = [
    [
      'an end before the start',
      { occurredTo: '2021-11-08T19:59:59.999Z' },
      'occurredTo',
      'Expected occurredFrom (2021-11-08T20:00:00.000Z) or later, got 2021-11-08T19:59:59.999Z.',
    ],
    [
      'an event more than five minutes ahead',
      { occurredFrom: '2021-11-09T06:05:00.001Z' },
      'occurredFrom',
      `Expected an event no later than now (${now}), got 2021-11-09T06:05:00.001Z; what is yet to come is a threat.`,
    ],
    [
      'an event that starts later today, however coarse its time',
      { occurredFrom: '2021-11-09T12:00:00.000Z', timePrecision: 'day' },
      'occurredFrom',
      `Expected an event no later than now (${now}), got 2021-11-09T12:00:00.000Z; what is yet to come is a threat.`,
    ],
    [
      'an event that ends ahead of now',
      { occurredTo: '2021-11-09T07:00:00.000Z' },
      'occurredTo',
      `Expected an event no later than now (${now}), got 2021-11-09T07:00:00.000Z; what is yet to come is a threat.`,
    ],
    [
      'a year before 1900',
      { occurredFrom: '0021-11-09T06:00:00.000Z' },
      'occurredFrom',
      'Expected 1900 or later, got 0021-11-09T06:00:00.000Z.',
    ],
    [
      'the end of a threat before its start',
      { kind: 'threat', occurredTo: '2021-11-01T00:00:00.000Z' },
      'occurredTo',
      'Expected occurredFrom (2021-11-08T20:00:00.000Z) or later, got 2021-11-01T00:00:00.000Z.',
    ],
  ]
  it.each(bad)('refuses %s', (_title, ...[change, path, message]) => {
    expect(check(change)).toMatchObject([{ path, message }])
  })

  it('lists every problem at once', () => {
    const problems = check({ occurredFrom: '2031-01-01T00:00:00.000Z', occurredTo: '1021-01-01T00:00:00.000Z' })
    expect(problems.map((problem) => problem.path)).toEqual(['occurredFrom', 'occurredTo', 'occurredTo'])
  })
})

describe('checkReported', () => {
  it.each<readonly [string, string | null, boolean]>([
    ['nothing', null, true],
    ['a report of this minute from a clock that is ahead', '2021-11-09T06:04:00.000Z', true],
    ['a report of next year', '2022-11-09T06:00:00.000Z', false],
    ['a report of long before anybody could', '1021-01-01T00:00:00.000Z', false],
  ])('judges %s', (_title, reportedAt, isGood) => {
    expect(checkReported(reportedAt, now).map((problem) => problem.path)).toEqual(isGood ? [] : ['reportedAt'])
  })
})
