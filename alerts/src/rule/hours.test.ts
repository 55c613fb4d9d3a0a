import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockAt, isWithin, minuteOfWeek, nextTurn, weekdays, weekMinutes } from './hours.js'

describe('a clock of the week', () => {
  it.each([
    ['UTC', '2021-11-08T00:00:00Z', 'Mon 00:00'],
    ['UTC', '2021-11-07T23:59:59Z', 'Sun 23:59'],
    ['Asia/Damascus', '2021-11-07T22:10:00Z', 'Mon 00:10'],
    ['+03:00', '1969-12-31T22:00:00Z', 'Thu 01:00'],
    // Set back at 01:00 UTC: 02:30 comes twice.
    ['Europe/Berlin', '2021-10-31T00:30:00Z', 'Sun 02:30'],
    ['Europe/Berlin', '2021-10-31T01:30:00Z', 'Sun 02:30'],
  ])('shows in %s at %s: %s', (zone, at, shown) => {
    const { weekday, clock } = clockAt(minuteOfWeek(zone, Date.parse(at)))
    expect(`${weekday} ${clock}`).toBe(shown)
  })
})

describe('spans of the week', () => {
  const at = fc.nat(weekMinutes - 1)
  const time = fc
    .tuple(fc.nat(23), fc.constantFrom(0, 15, 59))
    .map((it) => it.map((n) => String(n).padStart(2, '0')).join(':'))

  it('are left by whoever is in the same span read the other way round', () => {
    fc.assert(
      fc.property(at, time, time, (minute, from, to) => {
        fc.pre(from !== to)
        const inOne = isWithin({ spans: [{ days: weekdays, from, to }] }, minute)
        expect(inOne).not.toBe(isWithin({ spans: [{ days: weekdays, from: to, to: from }] }, minute))
      }),
    )
  })

  it('reach from Sunday night into Monday', () => {
    const night = { spans: [{ days: ['Sun'], from: '22:00', to: '06:00' }] } as const
    expect([0, 359, 360, weekMinutes - 121, weekMinutes - 120].map((minute) => isWithin(night, minute))).toEqual([
      ...[true, true, false, false, true],
    ])
  })
})

describe('the end of hours of the week', () => {
  const night = (timeZone: string) => ({ timeZone, spans: [{ days: weekdays, from: '22:00', to: '06:00' }] })
  const next = (zone: string, at: string, to: 'within' | 'without') => {
    const ms = nextTurn(night(zone), Date.parse(at), to)
    return ms === null ? null : new Date(ms).toISOString()
  }

  it.each([
    ['UTC', '2021-11-08T23:10:30Z', '2021-11-09T06:00:00.000Z'],
    ['Asia/Damascus', '2021-11-08T22:10:00Z', '2021-11-09T04:00:00.000Z'],
    // The night in which clocks are set back is an hour longer, the one in which they are set forward an hour shorter.
    ['Europe/Berlin', '2021-10-30T22:00:00Z', '2021-10-31T05:00:00.000Z'],
    ['Europe/Berlin', '2021-03-27T22:00:00Z', '2021-03-28T04:00:00.000Z'],
  ])('is in %s after %s at %s', (zone, at, ends) => {
    expect(next(zone, at, 'without')).toBe(ends)
  })

  it('is their next beginning for whoever waits for that, and never where they are always on', () => {
    expect(next('UTC', '2021-11-08T08:00:00Z', 'within')).toBe('2021-11-08T22:00:00.000Z')
    const always = { timeZone: 'UTC', spans: [{ days: weekdays, from: '00:00', to: '00:00' }] }
    expect(nextTurn(always, 0, 'without')).toBe(null)
  })

  it('is the first minute at which the clock says so', () => {
    const time = fc.tuple(fc.nat(23), fc.constantFrom('00', '30')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`)
    const span = fc.record({ days: fc.subarray([...weekdays], { minLength: 1 }), from: time, to: time })
    const spans = fc.array(span, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(spans, fc.nat(weekMinutes), (list, start) => {
        const hours = { timeZone: '+03:00', spans: list }
        const isIn = (ms: number) => isWithin(hours, minuteOfWeek('+03:00', ms))
        const begun = start * 60_000
        const to = isIn(begun) ? 'without' : 'within'
        let first: number | null = null
        for (let n = 1; n <= weekMinutes && first === null; n += 1) {
          if (isIn(begun + n * 60_000) === (to === 'within')) first = begun + n * 60_000
        }
        expect(nextTurn(hours, begun, to)).toBe(first)
      }),
      { numRuns: 30 },
    )
  })

  // Beirut and Cairo set their clocks forward at midnight, a natural edge; Berlin at 02:00.
  it.each([
    ['Asia/Beirut', '2027-03-27T00:00:00Z'],
    ['Africa/Cairo', '2027-04-29T00:00:00Z'],
    ['Europe/Berlin', '2027-03-27T12:00:00Z'],
    ['Europe/Berlin', '2027-10-30T12:00:00Z'],
    ['Africa/Cairo', '2027-10-28T00:00:00Z'],
    ['Asia/Damascus', '2027-03-27T00:00:00Z'],
  ])('is when the clock shows it, also in %s about %s', (timeZone, at) => {
    const clock = fc.constantFrom('00:00', '00:30', '02:00', '02:15', '02:45', '03:00', '18:00', '22:00', '23:30')
    fc.assert(
      fc.property(clock, clock, fc.nat(36 * 60), (from, to, later) => {
        fc.pre(from !== to)
        const hours = { timeZone, spans: [{ days: weekdays, from, to }] }
        const ms = Date.parse(at) + later * 60_000 + 17_000
        const isIn = (then: number) => isWithin(hours, minuteOfWeek(timeZone, then))
        const isInNow = isIn(ms)
        let then = Math.ceil(ms / 60_000) * 60_000
        while (isIn(then) === isInNow) then += 60_000
        expect(new Date(nextTurn(hours, ms, isInNow ? 'without' : 'within') ?? 0).toISOString()).toBe(
          new Date(then).toISOString(),
        )
      }),
      { numRuns: 25 },
    )
  })
})
