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

it.each([
  ['has waited for ten minutes', waiting, null, '2021-11-09T06:10:00.000Z'],
  ['is called for', waiting, after(2), '2021-11-09T06:02:00.000Z'],
  ['has waited for ten minutes, though it is called for later', waiting, after(30), '2021-11-09T06:10:00.000Z'],
  [
    'has waited since it came back',
    { ...waiting, returnedAt: '2021-11-09T08:00:00.000Z' },
    after(2),
    '2021-11-09T08:02:00.000Z',
  ],
  [
    'was called for the first time, however often it was called since',
    { ...waiting, escalatedSteps: 1, escalatedAt: '2021-11-09T06:02:00.000Z' },
    after(2),
    '2021-11-09T06:02:00.000Z',
  ],
])('an alert is overdue when it %s', (_, alert, escalation, at) => {
  expect(overdueAt(alert, escalation)).toBe(at)
})

it.each(['acknowledged', 'shelved', 'closed'] as const)('what is %s is never overdue', (state) => {
  expect(overdueAt({ ...waiting, state }, after(2))).toBeNull()
})
