import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockAt, isWithin, minuteOfWeek, weekdays, weekMinutes } from './hours.js'

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
