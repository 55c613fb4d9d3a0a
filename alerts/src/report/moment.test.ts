import { expect, it } from 'vitest'
import type { TimeFormat } from './words.js'
import { readMoment } from './moment.js'
import { isTimeZone } from './zone.js'

function read(text: string, format: TimeFormat, zone = 'UTC'): string {
  const moment = readMoment(text, { format, zone })
  return moment.ok ? `${moment.instant}${moment.dateOnly ? ' day' : ''}` : moment.expectation
}

it.each([
  ['2021-11-09', 'iso', '2021-11-09T00:00:00.000Z day'],
  ['2021/11/9', 'iso', '2021-11-09T00:00:00.000Z day'],
  ['20211109', 'iso', '2021-11-09T00:00:00.000Z day'],
  ['2021-11-09 08:52', 'iso', '2021-11-09T08:52:00.000Z'],
  ['2021-11-09T08:52:30.5+03:00', 'iso', '2021-11-09T05:52:30.500Z'],
  ['09/11/2021', 'day-first', '2021-11-09T00:00:00.000Z day'],
  ['09/11/2021', 'month-first', '2021-09-11T00:00:00.000Z day'],
  ['9.11.21 08:52', 'day-first', '2021-11-09T08:52:00.000Z'],
  ['9 November 2021', 'iso', '2021-11-09T00:00:00.000Z day'],
  ['Nov 9, 2021 8:52 pm', 'month-first', '2021-11-09T20:52:00.000Z'],
  ['9-Nov-21', 'day-first', '2021-11-09T00:00:00.000Z day'],
  ['٩ تشرين الثاني ٢٠٢١', 'day-first', '2021-11-09T00:00:00.000Z day'],
  ['9 نوفمبر 2021', 'day-first', '2021-11-09T00:00:00.000Z day'],
  ['٠٩/١١/٢٠٢١', 'day-first', '2021-11-09T00:00:00.000Z day'],
  ['12:00 am', 'iso', 'a date such as 2021-11-09, or with a time 2021-11-09 08:52'],
  ['1636444320', 'epoch-seconds', '2021-11-09T07:52:00.000Z'],
  ['1636444320000', 'epoch-milliseconds', '2021-11-09T07:52:00.000Z'],
  ['1636444320000', 'epoch-seconds', 'seconds since 1970'],
  ['44509', 'excel', '2021-11-09T00:00:00.000Z day'],
  ['44509.5', 'excel', '2021-11-09T12:00:00.000Z'],
] as const)('reads %s as %s', (text, format, expected) => {
  expect(read(text, format)).toBe(expected)
})

it('refuses the 31st of June by name', () => {
  expect(read('31/06/2021', 'day-first')).toBe(
    'a moment that exists (2021-06-31 does not exist: that month has 30 days)',
  )
  expect(read('2021-06-31', 'iso')).toBe('a moment that exists (2021-06-31 does not exist: that month has 30 days)')
})

it('refuses the 13th month where the month is said to come first', () => {
  expect(read('13/02/2021', 'month-first')).toBe(
    'a moment that exists (2021-13-02 does not exist: expected a month from 01 to 12)',
  )
})

it.each([
  ['+03:00', '2021-11-09T05:52:00.000Z'],
  ['UTC+3', '2021-11-09T05:52:00.000Z'],
  ['-0430', '2021-11-09T13:22:00.000Z'],
  // Syria kept winter time (UTC+2) until 2022.
  ['Asia/Damascus', '2021-11-09T06:52:00.000Z'],
])('takes a clock of %s at its word', (zone, expected) => {
  expect(read('2021-11-09 08:52', 'iso', zone)).toBe(expected)
})

it('knows summer time, and leaves a stated offset alone', () => {
  expect(read('2021-07-09 08:52', 'iso', 'Asia/Damascus')).toBe('2021-07-09T05:52:00.000Z')
  expect(read('2021-07-09 08:52Z', 'iso', 'Asia/Damascus')).toBe('2021-07-09T08:52:00.000Z')
})

it('leaves a date alone a day of UTC, whatever the zone', () => {
  expect(read('2021-11-09', 'iso', 'Asia/Damascus')).toBe('2021-11-09T00:00:00.000Z day')
})

it.each([
  ['Asia/Damascus', true],
  ['+03:00', true],
  ['Mars/Olympus', false],
  ['', false],
])('knows whether %s is a zone', (zone, expected) => {
  expect(isTimeZone(zone)).toBe(expected)
})
