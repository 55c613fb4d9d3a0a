import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRenewalDue, stopAt, stopMs } from './rotation.js'

describe('the map of the wall', () => {
  it('shows the whole where nothing needs anybody', () => {
    expect(stopAt([], Date.parse('2021-11-09T06:00:00Z'))).toBeNull()
  })

  it('comes to the whole and to each of the first six, for the same time each, and round again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 ** 41 }), (count, nowMs) => {
        const things = Array.from({ length: count }, (_, at) => at)
        const stops = Math.min(count, 6) + 1
        const round = Array.from({ length: stops }, (_, turn) => stopAt(things, nowMs + turn * stopMs))
        expect(new Set(round)).toEqual(new Set([null, ...things.slice(0, 6)]))
        expect(stopAt(things, nowMs + stops * stopMs)).toBe(round[0])
      }),
    )
  })
})

describe('a wall that is open for weeks', () => {
  const hours = (n: number) => n * 3_600_000

  it('begins anew once a day while nothing waits, and never on a dead line', () => {
    expect(isRenewalDue({ openMs: hours(23), waiting: 0, live: true })).toBe(false)
    expect(isRenewalDue({ openMs: hours(25), waiting: 0, live: true })).toBe(true)
    expect(isRenewalDue({ openMs: hours(25), waiting: 2, live: true })).toBe(false)
    expect(isRenewalDue({ openMs: hours(37), waiting: 2, live: true })).toBe(true)
    expect(isRenewalDue({ openMs: hours(99), waiting: 0, live: false })).toBe(false)
  })
})
