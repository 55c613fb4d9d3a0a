import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clocks, knownBy, lookIn, queryOfLook, speeds, stepAt, stepCount, stepSpan, strengthAt } from './look.js'

const day = 86_400_000
const step = fc.integer({ min: 0, max: stepCount - 1 })
const span = fc
  .record({ fromMs: fc.integer({ min: 0, max: 2e12 }), length: fc.integer({ min: 1_000, max: 4e11 }) })
  .map(({ fromMs, length }) => ({ fromMs, toMs: fromMs + length }))

describe('how history is looked at', () => {
  it('stands in the address and is read back from it', () => {
    const look = fc.record({
      ...{ map: fc.boolean(), heat: fc.boolean(), clock: fc.option(fc.constantFrom(...clocks)) },
      ...{ step, speed: fc.constantFrom(...speeds) },
    })
    fc.assert(
      fc.property(look, (it) => {
        const back = lookIn(queryOfLook(it))
        const meant = it.clock === null ? { ...it, step: 0, speed: 1 } : it
        expect(back).toEqual(it.clock === 'known' ? { ...meant, step: 0 } : meant)
      }),
    )
    expect(queryOfLook(lookIn({}))).toEqual({})
    expect(lookIn({ clock: 'sun', step: '400', speed: '9' })).toMatchObject({ clock: null, step: 59, speed: 1 })
    expect(lookIn({ step: 'x' }).step).toBe(0)
  })

  it('has steps that fill the time without a gap', () => {
    const whole = { fromMs: 0, toMs: 60 * day }
    expect(stepSpan(whole, 0)).toEqual({ fromMs: 0, toMs: day })
    expect(stepSpan(whole, 59)).toEqual({ fromMs: 59 * day, toMs: 60 * day })
  })

  it('finds the step of the clock of what was known by the instant that it asks as of', () => {
    fc.assert(
      fc.property(span, step, (it, at) => {
        expect(stepAt(it, knownBy(it, at))).toBe(at)
      }),
    )
    expect(stepAt({ fromMs: 0, toMs: 60 * day }, '')).toBe(59)
    expect(stepAt({ fromMs: 10 * day, toMs: 60 * day }, '1970-01-02T00:00:00Z')).toBe(0)
  })

  it('shows what happens now whole, what is to come not at all, and lets the past fade', () => {
    expect([3, 4, 5, 6].map((it) => strengthAt(it, 5))).toEqual([0.75, 0.88, 1, 0])
    expect(strengthAt(0, 20)).toBe(0)
  })
})
