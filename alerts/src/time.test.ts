import { describe, expect, it } from 'vitest'
import { ageMs, formatUtc, formatUtcAt, formatUtcKnown, instantMs, latestMs, parseInstant } from './time.js'

describe('parseInstant', () => {
  it.each([
    ['2021-11-09T05:52:00Z', '2021-11-09T05:52:00.000Z'],
    ['2021-11-09t05:52:00z', '2021-11-09T05:52:00.000Z'],
    ['2021-11-09T05:52Z', '2021-11-09T05:52:00.000Z'],
    ['2021-11-09 08:52+03:00', '2021-11-09T05:52:00.000Z'],
    ['2021-11-09T08:52:00.5+0300', '2021-11-09T05:52:00.500Z'],
    ['2021-11-08T20:52-09', '2021-11-09T05:52:00.000Z'],
    ['2021-11-09T05:52:00.1234567Z', '2021-11-09T05:52:00.123Z'],
    ['2021-11-09T05:52:01,005Z', '2021-11-09T05:52:01.005Z'],
    ['  2021-11-09T05:52:00Z ', '2021-11-09T05:52:00.000Z'],
    ['2020-02-29T23:59:59+14:00', '2020-02-29T09:59:59.000Z'],
    ['0044-03-15T12:00Z', '0044-03-15T12:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toEqual({ ok: true, instant, dateOnly: false })
  })

  it('takes a date alone for its start in UTC, and says so', () => {
    expect(parseInstant('2021-11-09')).toEqual({ ok: true, instant: '2021-11-09T00:00:00.000Z', dateOnly: true })
  })

  it.each([
    ['2021-06-31', '2021-06-31 does not exist: that month has 30 days.'],
    ['2021-02-29T00:00Z', '2021-02-29 does not exist: that month has 28 days.'],
    ['1900-02-29', '1900-02-29 does not exist: that month has 28 days.'],
    ['2021-13-01', '2021-13-01 does not exist: expected a month from 01 to 12.'],
    ['2021-00-10', '2021-00-10 does not exist: expected a month from 01 to 12.'],
    ['2021-01-00', '2021-01-00 does not exist: that month has 31 days.'],
    ['2021-11-09T05:52', '"2021-11-09T05:52" has no offset: add Z for UTC, or one such as +03:00.'],
    ['2021-11-09T24:00Z', 'The time 24:00 does not exist: expected 00:00:00 to 23:59:59.'],
    ['2021-11-09T05:60Z', 'The time 05:60 does not exist: expected 00:00:00 to 23:59:59.'],
    ['2021-11-09T05:59:60Z', 'The time 05:59:60 does not exist: expected 00:00:00 to 23:59:59.'],
    ['2021-11-09T05:52+15:00', 'The offset +15:00 does not exist: expected -14:00 to +14:00.'],
    ['2021-11-09T05:52+03:60', 'The offset +03:60 does not exist: expected -14:00 to +14:00.'],
    ['0000-01-01T00:00+01:00', 'Expected a year from 0001 to 9999 in UTC, got "0000-01-01T00:00+01:00".'],
    ['9999-12-31T23:59-01:00', 'Expected a year from 0001 to 9999 in UTC, got "9999-12-31T23:59-01:00".'],
  ])('refuses %s and says why', (text, message) => {
    expect(parseInstant(text)).toEqual({ ok: false, message })
  })

  it.each([
    '',
    'late Monday',
    '09.11.2021',
    '2021-11-09T',
    '2021-11',
    '1636437120',
    '2021-11-09T05Z',
    '2021-11-09+03:00',
  ])('refuses "%s" and shows what it expects', (text) => {
    const parsed = parseInstant(text)
    const message = parsed.ok ? '' : parsed.message
    expect(message).toContain(`got "${text}"`)
    expect(message).toContain('2021-11-09T08:52+03:00')
  })

  it('shows no more than the start of a long text', () => {
    const parsed = parseInstant('9'.repeat(100_000))
    expect(parsed.ok ? '' : parsed.message.length).toBeLessThan(200)
  })
})

describe('latestMs', () => {
  const at = (
    occurredFrom: string,
    occurredTo: string | null,
    timePrecision: Parameters<typeof latestMs>[0]['timePrecision'],
  ) => new Date(latestMs({ occurredFrom, occurredTo, timePrecision })).toISOString()

  it.each([
    ['exact', '2021-11-08T00:00:00.000Z'],
    ['hour', '2021-11-08T01:00:00.000Z'],
    ['part-of-day', '2021-11-08T06:00:00.000Z'],
    ['day', '2021-11-09T00:00:00.000Z'],
    ['week', '2021-11-15T00:00:00.000Z'],
    ['month', '2021-12-09T00:00:00.000Z'],
    ['year', '2022-11-09T00:00:00.000Z'],
  ] as const)('is the end of the window of precision %s', (precision, latest) => {
    expect(at('2021-11-08T00:00:00.000Z', null, precision)).toBe(latest)
  })

  it('takes a stated end as it is', () => {
    expect(at('2021-11-08T00:00:00.000Z', '2021-11-08T03:00:00.000Z', 'exact')).toBe('2021-11-08T03:00:00.000Z')
  })

  it('adds a day at most to a stated end, which already says what a month leaves open', () => {
    expect(at('2021-11-01T00:00:00.000Z', '2021-11-30T00:00:00.000Z', 'month')).toBe('2021-12-01T00:00:00.000Z')
  })
})

describe('instants', () => {
  it('show hours and minutes in UTC', () => {
    expect(formatUtc('2021-11-09T05:52:59.999Z')).toBe('05:52Z')
    expect(formatUtc('2021-11-09T08:52:00+03:00')).toBe('05:52Z')
  })

  it('show their day where it is not the day of now', () => {
    expect(formatUtcAt('2021-11-09T05:52:00.000Z', '2021-11-09T23:00:00.000Z')).toBe('05:52Z')
    expect(formatUtcAt('2021-11-09T05:52:00.000Z', '2021-11-10T00:00:00.000Z')).toBe('2021-11-09 05:52Z')
  })

  it.each([
    ['exact', '2021-11-09 05:52Z'],
    ['hour', '2021-11-09 05–07Z'],
    ['part-of-day', '2021-11-09 05–12Z'],
    ['day', '2021-11-09'],
    ['week', '2021-11-09'],
    ['month', '2021-11'],
    ['year', '2021'],
  ] as const)('are told no finer than they are known: %s', (precision, text) => {
    expect(formatUtcKnown('2021-11-09T05:52:00.000Z', precision, '2021-11-10T00:00:00.000Z')).toBe(text)
  })

  it('are told by the hours they may be of, without the day where that is the day of now', () => {
    expect(formatUtcKnown('2021-11-09T07:00:00.000Z', 'hour', '2021-11-09T23:00:00.000Z')).toBe('07–08Z')
  })

  it('tell how far apart they are', () => {
    expect(ageMs('2021-11-09T05:52:00.000Z', '2021-11-09T05:53:00.000Z')).toBe(60_000)
    expect(ageMs('2021-11-09T05:53:00.000Z', '2021-11-09T05:52:00.000Z')).toBe(-60_000)
  })

  it('throw where a given one is none', () => {
    expect(() => instantMs('late Monday')).toThrow('late Monday')
  })
})
