import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmLoad, callsOf, floodAbove, floodEndsBelow, floodSince, isOverloaded, loadSpanMs } from './load.js'

const now = Date.parse('2021-11-09T12:00:00Z')
const minutesAgo = (...minutes: readonly number[]) => minutes.map((it) => now - it * 60_000)
/** Instants within the last nine hours. */
const instants = fc.array(
  fc.integer({ min: 0, max: 9 * 3_600 }).map((seconds) => now - seconds * 1000),
  { maxLength: 80 },
)

describe('the alarm load', () => {
  it('counts each ten minutes of the last eight hours, and the last hour by itself', () => {
    const load = alarmLoad(minutesAgo(0, 3, 9.99, 10, 25, 59.9, 60, 479, 480), now)
    expect(load).toMatchObject({ lastSpan: 3, lastHour: 6 })
    expect(load.perSpan).toHaveLength(48)
    expect(load.perSpan.slice(-7)).toEqual([1, 1, 0, 0, 1, 1, 3])
    expect(load.perSpan[0]).toBe(1)
  })

  it('counts what is ahead of the clock as of now', () => {
    expect(alarmLoad(minutesAgo(-1), now).lastSpan).toBe(1)
  })

  it('says when more called in an hour than one officer can answer', () => {
    const within = minutesAgo(1, 11, 21, 31, 41, 51)
    expect(isOverloaded(alarmLoad(within, now))).toBe(false)
    expect(isOverloaded(alarmLoad([...within, ...minutesAgo(70)], now))).toBe(false)
    expect(isOverloaded(alarmLoad([...within, ...minutesAgo(2)], now))).toBe(true)
  })

  it('counts every alert of the last eight hours once', () => {
    fc.assert(
      fc.property(instants, (raised) => {
        const { perSpan, lastHour } = alarmLoad(raised, now)
        expect(perSpan).toHaveLength(48)
        expect(lastHour).toBe(raised.filter((ms) => now - ms < 6 * loadSpanMs).length)
        expect(perSpan.reduce((sum, n) => sum + n, 0)).toBe(raised.filter((ms) => now - ms < 48 * loadSpanMs).length)
      }),
    )
  })
})

/** The same by counting at every second, slowly. */
function floodByCounting(raised: readonly number[]): boolean {
  let flood = false
  for (let at = now - 130 * 60_000; at <= now; at += 1000) {
    const count = raised.filter((ms) => ms <= at && ms > at - loadSpanMs).length
    flood = flood ? count >= floodEndsBelow : count > floodAbove
  }
  return flood
}

describe('a flood', () => {
  const eleven = Array.from({ length: 11 }, (_, at) => 20 + at / 2)

  it('begins with the eleventh alert in ten minutes', () => {
    expect(floodSince(minutesAgo(...eleven.slice(1).map((it) => it - 20)), now)).toBeNull()
    expect(floodSince(minutesAgo(...eleven.map((it) => it - 20)), now)).toBe(now)
  })

  it('lasts while five more come in ten minutes, and ends when fewer do', () => {
    const five = [1, 2, 4, 6, 8]
    const between = [11, 12, 13, 14, 15, 17, 18, 19]
    expect(floodSince(minutesAgo(...eleven, ...between, ...five), now)).toBe(now - 20 * 60_000)
    expect(floodSince(minutesAgo(...eleven, ...between, ...five.slice(1)), now)).toBeNull()
  })

  it('does not go on over a lull in which fewer came', () => {
    expect(floodSince(minutesAgo(...eleven, 0, 2, 4, 6, 8), now)).toBeNull()
  })

  it('is what counting at every second finds', () => {
    const dense = fc.array(
      fc.integer({ min: 0, max: 40 * 60 }).map((seconds) => now - seconds * 1000),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(fc.oneof(instants, dense), (raised) => {
        expect(floodSince(raised, now) !== null).toBe(floodByCounting(raised))
      }),
      { numRuns: 60 },
    )
  })
})

describe('calls', () => {
  const rose = (incidentId: string, minutes: number) => ({ incidentId, atMs: now - minutes * 60_000 })

  it('are one for an incident, however many rules it meets, until ten minutes after it called', () => {
    const three = ['a', 'b', 'c'].flatMap((id) => [rose(id, 5), rose(id, 4.9), rose(id, 5), rose(id, 3)])
    expect(callsOf(three)).toHaveLength(3)
    expect(floodSince(callsOf(three), now)).toBeNull()
    expect(callsOf([rose('a', 10), rose('a', 5), rose('a', 0)])).toEqual([now - 10 * 60_000, now])
  })
})
