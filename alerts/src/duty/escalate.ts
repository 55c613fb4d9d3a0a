import type { Alert, Instant } from '../model.js'
import { instantMs, instantOf } from '../time.js'
import type { EscalationContent, EscalationStep } from './duty.js'

const minute = 60_000

/** A step of an escalation that comes next for an alert. */
export interface NextStep extends Required<Pick<EscalationStep, 'tells' | 'by'>> {
  /** 1 is the first; repeats count on. */
  readonly step: number
  /** How many there are in all. */
  readonly of: number
  readonly at: Instant
}

/** What an alert must say for its timers. */
export type Timed = Pick<
  Alert,
  'state' | 'raisedAt' | 'returnedAt' | 'escalatedSteps' | 'escalatedAt' | 'acknowledgedAt' | 'touchedAt' | 'clearedAt'
>

/**
 * The step that comes next; null where none does: somebody has it, it is put aside, what it tells of holds no more, or
 * all steps were taken. Each counts from when the one before it was really taken, so that a server that was away does
 * not wake everybody at once.
 */
export function nextStep(alert: Timed, { steps, repeats }: EscalationContent): NextStep | null {
  const of = steps.length * (repeats + 1)
  const taken = alert.escalatedSteps
  const step = steps[taken % steps.length]
  if (alert.state !== 'new' || alert.clearedAt !== null || taken >= of || step === undefined) return null
  const since = alert.escalatedAt ?? alert.returnedAt ?? alert.raisedAt
  return { step: taken + 1, of, at: later(since, step.afterMinutes), tells: step.tells, by: step.by ?? [] }
}

/** When an acknowledgement expires unless somebody does something with the alert; null where it does not. */
export function lapsesAt(alert: Timed, { lapseMinutes }: EscalationContent): Instant | null {
  if (alert.state !== 'acknowledged' || lapseMinutes === null || alert.acknowledgedAt === null) return null
  return later(alert.touchedAt ?? alert.acknowledgedAt, lapseMinutes)
}

/** When the house acts on an alert unless somebody does before; null where it never will. */
export function dueAt(alert: Timed, escalation: EscalationContent | null): Instant | null {
  if (escalation === null) return null
  return nextStep(alert, escalation)?.at ?? lapsesAt(alert, escalation)
}

function later(at: Instant, minutes: number): Instant {
  return instantOf(instantMs(at) + minutes * minute)
}
