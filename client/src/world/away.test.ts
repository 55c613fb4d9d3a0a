import { instantOf } from '@cordon/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { awayAfter, missedIn } from './away.js'
import { staleAfterMs } from './connection.js'
import { anAlert, anIncident } from './samples.js'

const startMs = Date.parse('2021-11-09T06:00:00Z')
const at = (seconds: number) => startMs + seconds * 1000

describe('the time away', () => {
  it('is none while signs of life come as they should', () => {
    expect(awayAfter(null, null, at(0))).toBeNull()
    expect(awayAfter(null, at(0), at(5))).toBeNull()
  })

  it('ends with the first sign after a silence', () => {
    expect(awayAfter(null, at(0), at(600))).toEqual({ fromMs: at(0), toMs: at(600) })
  })

  it('goes on over several silences until somebody notes it', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(gaps, (seconds) => {
        const heard = seconds.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? startMs) + gap * 1000], [startMs])
        const away = heard
          .slice(1)
          .reduce<ReturnType<typeof awayAfter>>(
            (before, now, index) => awayAfter(before, heard[index] ?? now, now),
            null,
          )
        const long = heard
          .slice(1)
          .flatMap((now, index) => (now - (heard[index] ?? now) >= staleAfterMs ? [index] : []))
        const [first, last] = [long[0], long.at(-1)]
        expect(away).toEqual(
          first === undefined || last === undefined ? null : { fromMs: heard[first], toMs: heard[last + 1] },
        )
      }),
    )
  })

  it('counts what was raised and recorded within it, and nothing else', () => {
    const away = { fromMs: at(0), toMs: at(600) }
    const alerts = [-1, 1, 600, 601].map((seconds) => anAlert({ raisedAt: instantOf(at(seconds)) }))
    const incidents = [0, 300].map((seconds) => anIncident({ recordedAt: instantOf(at(seconds)) }))
    expect(missedIn(away, { alerts, incidents })).toEqual({ alerts: 2, incidents: 1 })
  })
})
