import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextSitrepRun, sitrepRunOf } from './schedule.js'

const october = { from: '2026-10-01T00:00:00.000Z', until: '2026-11-01T00:00:00.000Z' }

describe('the next report of a schedule', () => {
  it('is of the month before, when the clock of its place says so', () => {
    const run = nextSitrepRun({ day: 2, hour: 7, timeZone: 'Asia/Damascus' }, '2026-11-01T12:00:00.000Z', null)
    expect(run).toEqual({ at: '2026-11-02T04:00:00.000Z', period: october })
  })

  it('waits until its month is over in UTC, where the place is ahead of it', () => {
    const run = nextSitrepRun({ day: 1, hour: 0, timeZone: 'Asia/Damascus' }, '2026-10-31T20:00:00.000Z', null)
    expect(run).toEqual({ at: '2026-11-01T00:00:00.000Z', period: october })
  })

  it('is of no month that was told, whatever its time was changed to', () => {
    const timing = { day: 20, hour: 0, timeZone: 'UTC' }
    const run = nextSitrepRun(timing, '2026-11-03T00:00:00.000Z', october.from)
    expect(run).toEqual({
      at: '2026-12-20T00:00:00.000Z',
      period: { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
    })
  })

  it.each([
    ['comes as much later as a clock is set forward over it', 8, '2026-03-08T05:00:00.000Z'],
    ['comes the first time of two where a clock is set back', 1, '2026-11-01T04:00:00.000Z'],
  ])('%s', (_, day, at) => {
    const since = `${at.slice(0, 8)}01T00:30:00.000Z`
    expect(nextSitrepRun({ day, hour: 0, timeZone: 'America/Havana' }, since, null).at).toBe(at)
  })

  it('comes once a month, one month after the other, in any place', () => {
    const places = fc.constantFrom('UTC', 'Asia/Damascus', 'Pacific/Kiritimati', 'America/Havana', 'Pacific/Pago_Pago')
    const timing = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      timeZone: places,
    })
    const since = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(timing, since, (it, from) => {
        let last = nextSitrepRun(it, from.toISOString(), null)
        for (let n = 0; n < 6; n += 1) {
          const next = nextSitrepRun(it, last.at, last.period.from)
          expect(next.period.from).toBe(last.period.until)
          expect(sitrepRunOf(it, next.period.from)).toEqual(next)
          expect(next.at >= next.period.until).toBe(true)
          last = next
        }
      }),
      { numRuns: 25 },
    )
  })
})
