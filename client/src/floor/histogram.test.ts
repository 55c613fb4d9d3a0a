import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { barsOf, lastHours, spanOf, ticksOf } from './histogram.js'

const at = (occurredFrom: string, severity: 'severe' | 'minor' = 'severe') => anIncident({ occurredFrom, severity })
const nowMs = Date.parse('2021-11-09T06:20:00Z')

describe('the histogram', () => {
  it('ends with the hour that runs and goes back as far as asked', () => {
    const { fromMs, toMs } = lastHours(nowMs, 72)
    expect([new Date(fromMs).toISOString(), new Date(toMs).toISOString()]).toEqual([
      '2021-11-06T07:00:00.000Z',
      '2021-11-09T07:00:00.000Z',
    ])
  })

  it('counts each incident of the span once, by severity, and none from outside', () => {
    const incidents = [
      at('2021-11-09T05:00:00.000Z'),
      at('2021-11-09T05:59:59.999Z', 'minor'),
      at('2021-11-09T06:00:00.000Z'),
      at('2021-11-01T06:00:00.000Z'),
    ]
    const bars = barsOf(incidents, lastHours(nowMs, 72), { count: 72 })
    expect(bars).toHaveLength(72)
    expect(bars.at(-2)).toMatchObject({ total: 2, counts: { severe: 1, minor: 1 } })
    expect(bars.at(-1)).toMatchObject({ total: 1, counts: { severe: 1 } })
    expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(3)
  })

  it('counts nothing in a bar of which not all is held', () => {
    const incidents = [at('2021-11-09T04:30:00.000Z'), at('2021-11-09T05:30:00.000Z'), at('2021-11-09T06:00:00.000Z')]
    const completeMs = Date.parse('2021-11-09T05:10:00.000Z')
    const bars = barsOf(incidents, lastHours(nowMs, 72), { count: 72, completeMs })
    expect(bars.slice(-3).map((bar) => bar.total)).toEqual([0, 0, 1])
  })

  it('spans every incident that it was given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), {
          minLength: 1,
        }),
        (dates) => {
          const incidents = dates.map((date) => at(date.toISOString()))
          const span = spanOf(incidents)
          const bars = span === null ? [] : barsOf(incidents, span, { count: 60 })
          expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(dates.length)
        },
      ),
    )
  })

  it('names hours, days, months or years, as many as fit', () => {
    const from = Date.parse('2016-02-10T00:00:00Z')
    const after = (days: number) => ticksOf({ fromMs: from, toMs: from + days * 86_400_000 }, 10)
    for (const days of [1, 3, 9, 40, 400, 3000]) {
      expect(after(days).length).toBeGreaterThan(2)
      expect(after(days).length).toBeLessThanOrEqual(11)
    }
    expect(after(1)[1]).toEqual({ ms: from + 3 * 3_600_000, unit: 'hour' })
    expect(after(400).find((tick) => tick.unit === 'year')?.ms).toBe(Date.UTC(2017, 0))
  })
})
