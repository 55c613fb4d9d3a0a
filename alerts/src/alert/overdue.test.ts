import { expect, it } from 'vitest'
import type { EscalationContent } from '../duty/duty.js'
import { asRaised } from './life.js'
import { overdueAt } from './overdue.js'

const raisedAt = '2021-11-09T06:00:00.000Z'
const waiting = { ...asRaised, raisedAt }
const after = (afterMinutes: number): EscalationContent => ({
  ...{ name: 'Night', repeats: 0, acknowledgements: 1, lapseMinutes: null },
  steps: [{ afterMinutes, tells: [{ kind: 'room' }] }],
})

const later = { ...waiting, returnedAt: '2021-11-09T08:00:00.000Z' }
const called = { ...waiting, escalatedSteps: 1, escalatedAt: '2021-11-09T06:02:00.000Z' }

it.each([
  { when: 'has waited for ten minutes', alert: waiting, by: null, at: '2021-11-09T06:10:00.000Z' },
  { when: 'is called for', alert: waiting, by: after(2), at: '2021-11-09T06:02:00.000Z' },
  { when: 'has waited, though it is called for later', alert: waiting, by: after(30), at: '2021-11-09T06:10:00.000Z' },
  { when: 'has waited since it came back', alert: later, by: after(2), at: '2021-11-09T08:02:00.000Z' },
  { when: 'was called for first, however often since', alert: called, by: after(2), at: '2021-11-09T06:02:00.000Z' },
])('an alert is overdue when it $when', ({ alert, by, at }) => {
  expect(overdueAt(alert, by)).toBe(at)
})

it.each(['acknowledged', 'shelved', 'closed'] as const)('what is %s is never overdue', (state) => {
  expect(overdueAt({ ...waiting, state }, after(2))).toBeNull()
})
