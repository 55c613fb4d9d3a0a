import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshAlert } from '../example.js'
import type { EscalationContent } from './duty.js'
import { dueAt, lapsesAt, nextStep } from './escalate.js'

const night: EscalationContent = {
  name: 'Night',
  steps: [
    { afterMinutes: 5, tells: [{ kind: 'rotation', id: 'r' }] },
    { afterMinutes: 10, tells: [{ kind: 'room' }] },
  ],
  repeats: 1,
  acknowledgements: 1,
  lapseMinutes: 30,
}
const { raisedAt } = freshAlert
const minutesAfter = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString()

describe('the next step of an escalation', () => {
  it('counts from when the alert was raised', () => {
    expect(nextStep(freshAlert, night)).toEqual({
      ...{ step: 1, of: 4, at: minutesAfter(raisedAt, 5) },
      tells: [{ kind: 'rotation', id: 'r' }],
      by: [],
    })
  })

  it('names the channels beside the page', () => {
    const [first, ...others] = night.steps
    const steps = first === undefined ? [] : [{ ...first, by: ['email'] } as const, ...others]
    expect(nextStep(freshAlert, { ...night, steps })).toMatchObject({ step: 1, by: ['email'] })
  })

  it('counts from when it came back', () => {
    const returnedAt = '2021-11-09T03:00:00.000Z'
    expect(nextStep({ ...freshAlert, returnedAt }, night)?.at).toBe(minutesAfter(returnedAt, 5))
  })

  it('counts from when the one before was really taken, so that an hour away does not wake everybody at once', () => {
    const escalatedAt = '2021-11-09T03:00:00.000Z'
    const alert = { ...freshAlert, escalatedSteps: 1, escalatedAt }
    expect(nextStep(alert, night)).toMatchObject({
      step: 2,
      at: minutesAfter(escalatedAt, 10),
      tells: [{ kind: 'room' }],
    })
  })

  it('begins anew as often as is asked for, and ends', () => {
    const escalatedAt = raisedAt
    expect(nextStep({ ...freshAlert, escalatedSteps: 2, escalatedAt }, night)).toMatchObject({
      ...{ step: 3, at: minutesAfter(raisedAt, 5), tells: [{ kind: 'rotation' }] },
    })
    expect(nextStep({ ...freshAlert, escalatedSteps: 4, escalatedAt }, night)).toBeNull()
  })

  it.each(['acknowledged', 'shelved', 'closed'] as const)('is none where it is %s', (state) => {
    expect(nextStep({ ...freshAlert, state }, night)).toBeNull()
  })

  it('is none where what it tells of holds no more', () => {
    expect(nextStep({ ...freshAlert, clearedAt: raisedAt }, night)).toBeNull()
  })
})

describe('an acknowledgement', () => {
  const taken = { ...freshAlert, state: 'acknowledged', acknowledgedAt: raisedAt } as const

  it('expires by the last thing that somebody did', () => {
    expect(lapsesAt(taken, night)).toBe(minutesAfter(raisedAt, 30))
    expect(lapsesAt({ ...taken, touchedAt: minutesAfter(raisedAt, 20) }, night)).toBe(minutesAfter(raisedAt, 50))
  })

  it('does not expire where nothing says so', () => {
    expect(lapsesAt(taken, { ...night, lapseMinutes: null })).toBeNull()
    expect(lapsesAt(freshAlert, night)).toBeNull()
  })
})

it('without an escalation the house never acts on an alert', () => {
  expect(dueAt(freshAlert, null)).toBeNull()
})

it('takes every step once for each round, each after its own delay', () => {
  const minutes = fc.integer({ min: 1, max: 1_440 })
  const delays = fc.array(minutes, { minLength: 1, maxLength: 5 })
  const delayed = fc.record({ delays, repeats: fc.nat(3), taken: fc.nat(24) })
  fc.assert(
    fc.property(delayed, ({ delays, repeats, taken }) => {
      const steps = delays.map((afterMinutes) => ({ afterMinutes, tells: [] }))
      const alert = { ...freshAlert, escalatedSteps: taken, escalatedAt: taken === 0 ? null : raisedAt }
      const next = nextStep(alert, { ...night, steps, repeats })
      const at = minutesAfter(raisedAt, delays[taken % delays.length] ?? 0)
      expect(next && { step: next.step, at: next.at }).toEqual(
        taken < steps.length * (repeats + 1) ? { step: taken + 1, at } : null,
      )
    }),
  )
})
