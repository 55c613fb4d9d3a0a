import { expect, it } from 'vitest'
import type { EscalationContent } from '../duty/duty.js'
import { asRaised } from './life.js'
import { isOverdue, overdueAt } from './overdue.js'

const raisedAt = '2021-11-09T06:00:00.000Z'
const waiting = { ...asRaised, raisedAt }
const after = (afterMinutes: number): EscalationContent => ({
  ...{ name: 'Night', repeats: 0, acknowledgements: 1, lapseMinutes: null },
  steps: [{ afterMinutes, tells: [{ kind: 'room' }] }],
})

const cleared = { ...waiting, clearedAt: '2021-11-09T06:01:00.000Z' }
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

it.each([null, after(2)])('what holds no more is never overdue, whatever its escalation (%j)', (by) => {
  expect(overdueAt(cleared, by)).toBeNull()
  expect(isOverdue(cleared, by, '2021-11-10T06:00:00.000Z')).toBe(false)
})

it.each([
  ['2021-11-09T06:09:59.999Z', false],
  ['2021-11-09T06:10:00.000Z', true],
])('at %s it is overdue: %s', (now, is) => {
  expect(isOverdue(waiting, null, now)).toBe(is)
})
