import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from './outcome.js'
import { outcomeOfStatus, retryAfterMs } from './outcome.js'
import { mostUnmade, settleTry, tellForMs, waitsMs, type Settled } from './try.js'

const start = Date.parse('2026-11-26T20:00:00.000Z')
const at = (ms: number) => new Date(start + ms).toISOString()
const failed: Outcome = { is: 'retry', why: 'HTTP 503', afterMs: null }

describe('what an answer says', () => {
  it.each([
    [200, 'sent'],
    [204, 'sent'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'retry'],
    [403, 'retry'],
    [404, 'retry'],
    [408, 'retry'],
    [410, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('HTTP %i means %s', (status, is) => {
    expect(outcomeOfStatus(status, null).is).toBe(is)
  })

  it('is for good only where it says that it is gone', () => {
    expect(outcomeOfStatus(410, null)).toMatchObject({ gone: true })
    expect(outcomeOfStatus(400, null)).toMatchObject({ gone: false })
  })

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 26 Nov 2026 20:00:30 GMT', 30_000],
    ['Thu, 26 Nov 2026 19:00:00 GMT', 0],
    ['-5', 0],
    ['99999999', 86_400_000],
    ['soon', null],
    ['', null],
    [null, null],
  ])('asks to wait by Retry-After: %s', (header, ms) => {
    expect(retryAfterMs(header, start)).toBe(ms)
  })
})

describe('a try', () => {
  const tried = { tries: 1, since: at(0), now: at(0), chance: 0.5 }

  it('that was heard is the last', () => {
    expect(settleTry({ ...tried, outcome: { is: 'sent' } })).toEqual({ state: 'sent', at: at(0), error: null })
  })

  it('that was refused is the last as well, and says why', () => {
    const outcome: Outcome = { is: 'refused', why: 'HTTP 400', gone: false }
    expect(settleTry({ ...tried, outcome })).toEqual({ state: 'dead', at: at(0), error: 'HTTP 400' })
  })

  it('that came to nothing is followed by another', () => {
    expect(settleTry({ ...tried, outcome: failed })).toEqual({ state: 'due', at: at(5_000), error: 'HTTP 503' })
  })

  it('of what cannot be put together is given up after a few', () => {
    const outcome: Outcome = { is: 'unmade', why: 'It could not be put together' }
    const states = Array.from({ length: mostUnmade }, (_, n) => settleTry({ ...tried, tries: n + 1, outcome }).state)
    expect(states).toEqual(['due', 'due', 'due', 'dead'])
  })

  it('of what a missing key keeps shut goes on for as long as of an address that does not answer', () => {
    const outcome: Outcome = { is: 'unopened', why: 'The key is missing' }
    const states = waitsMs.map((_, n) => settleTry({ ...tried, tries: n + 1, outcome }).state)
    expect(states).toEqual(waitsMs.map(() => 'due'))
  })

  it('is given up after a day, however long it was asked to wait', () => {
    const outcome: Outcome = { ...failed, afterMs: 3_600_000 }
    expect(settleTry({ ...tried, now: at(tellForMs - 3_600_000), outcome }).state).toBe('due')
    expect(settleTry({ ...tried, now: at(tellForMs - 3_599_999), outcome }).state).toBe('dead')
  })

  it('never comes sooner than was asked for, nor much later than the table says, and ends within a day', () => {
    const answer = fc.record({
      chance: spread(0, 1),
      afterMs: fc.option(fc.nat(7_200_000)),
    })
    fc.assert(
      fc.property(fc.array(answer, { minLength: waitsMs.length + 1, maxLength: waitsMs.length + 1 }), (answers) => {
        let now = start
        let last: Settled | null = null
        for (const [n, { chance, afterMs }] of answers.entries()) {
          const tried = { tries: n + 1, since: at(0), now: new Date(now).toISOString(), chance }
          last = settleTry({ ...tried, outcome: { ...failed, afterMs } })
          if (last.state !== 'due') break
          const waited = Date.parse(last.at) - now
          expect(waited).toBeGreaterThanOrEqual(Math.max((waitsMs[n] ?? 0) * 0.8, afterMs ?? 0))
          expect(waited).toBeLessThanOrEqual(Math.max((waitsMs[n] ?? 0) * 1.2, afterMs ?? 0) + 1)
          now = Date.parse(last.at)
        }
        expect(last?.state).toBe('dead')
        expect(now - start).toBeLessThanOrEqual(tellForMs)
      }),
    )
  })

  it('is put off longer each time, whatever chance says', () => {
    for (const [n, wait] of waitsMs.slice(1).entries())
      expect(wait * 0.8).toBeGreaterThanOrEqual((waitsMs[n] ?? 0) * 1.2)
  })
})
