import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failuresInARow, healthAfter, type Health } from './circuit.js'
import type { Outcome } from './outcome.js'

const now = '2026-11-26T20:00:00.000Z'
const well: Health = { failures: 0, pausedUntil: null, goneAt: null }
const failed: Outcome = { is: 'retry', why: 'HTTP 503', afterMs: null }
const afterAll = (outcomes: readonly Outcome[]) => outcomes.reduce((it, outcome) => healthAfter(it, outcome, now), well)
const times = (n: number) => Array.from({ length: n }, () => failed)
const pauseMs = ({ pausedUntil }: Health) => (pausedUntil === null ? 0 : Date.parse(pausedUntil) - Date.parse(now))

describe('an address', () => {
  it('is asked on until it fails again and again', () => {
    expect(afterAll(times(failuresInARow - 1))).toMatchObject({ failures: failuresInARow - 1, pausedUntil: null })
    expect(pauseMs(afterAll(times(failuresInARow)))).toBe(30_000)
  })

  it('is left alone twice as long each time, for a quarter of an hour at most', () => {
    expect([6, 7, 8, 9, 10, 50].map((n) => pauseMs(afterAll(times(n))) / 1_000)).toEqual([60, 120, 240, 480, 900, 900])
  })

  it('is left alone at once where it asks for that', () => {
    expect(pauseMs(healthAfter(well, { ...failed, afterMs: 7_000 }, now))).toBe(7_000)
  })

  it.each(['unmade', 'unopened'] as const)('stays as it was where it was not asked: %s', (is) => {
    const tired = afterAll(times(3))
    expect(healthAfter(tired, { is, why: 'It could not be put together' }, now)).toEqual(tired)
  })

  it('is gone where it says so', () => {
    expect(healthAfter(well, { is: 'refused', why: 'HTTP 410', gone: true }, now).goneAt).toBe(now)
  })

  it('is well as soon as it answers, whatever was before', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.boolean(), (n, isRefused) => {
        const answer: Outcome = isRefused ? { is: 'refused', why: 'HTTP 400', gone: false } : { is: 'sent' }
        expect(afterAll([...times(n), answer])).toEqual(well)
      }),
    )
  })
})
