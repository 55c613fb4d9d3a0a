import { nextStep, type Timed } from '../duty/escalate.js'
import type { EscalationContent } from '../duty/duty.js'
import type { Instant } from '../model.js'
import { instantMs, instantOf } from '../time.js'

/** An alert that waits for this long to be acknowledged is overdue. */
export const overdueMs = 10 * 60_000

/** Since when an alert has waited for somebody. */
export function waitsSince({ raisedAt, returnedAt }: Pick<Timed, 'raisedAt' | 'returnedAt'>): Instant {
  return returnedAt ?? raisedAt
}

/**
 * From when on an alert is overdue: when it has waited for `overdueMs`, or when its escalation calls for the first time,
 * whichever comes first. Null where nobody is waited for: somebody has it, it is put aside, or what it tells of holds no
 * more. That one stays to be looked at, but calls nobody, and nothing gets worse while it waits.
 */
export function overdueAt(alert: Timed, escalation: EscalationContent | null): Instant | null {
  if (alert.state !== 'new' || alert.clearedAt !== null) return null
  const since = waitsSince(alert)
  const waited = instantMs(since) + overdueMs
  const first = escalation === null ? null : nextStep({ ...alert, escalatedSteps: 0, escalatedAt: null }, escalation)
  return instantOf(first === null ? waited : Math.min(waited, instantMs(first.at)))
}

/** Whether an alert is overdue at a moment. */
export function isOverdue(alert: Timed, escalation: EscalationContent | null, now: Instant): boolean {
  const at = overdueAt(alert, escalation)
  return at !== null && instantMs(at) <= instantMs(now)
}
