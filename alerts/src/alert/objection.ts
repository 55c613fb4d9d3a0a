import { lapsesAt, nextStep } from '../duty/escalate.js'
import type { Alert, Disposition, Instant } from '../model.js'
import { finding } from '../tell/finding.js'
import { instantMs, parseInstant } from '../time.js'
import { refuse, type ActedBy, type AlertAction, type Refused } from './action.js'

/** An alert may be shelved for this long at most, also where it waits for a revision that may never come. */
export const longestShelfMs = 7 * 24 * 60 * 60_000

/** Dispositions that need no acknowledgement first, because nobody has to respond to what they say. */
const closesUnseen: readonly Disposition[] = ['duplicate', 'false positive', 'exercise']

/** What speaks against an action that its state allows. */
export function objection(alert: Alert, action: AlertAction, acted: ActedBy): Refused | null {
  switch (action.what) {
    case 'acknowledge':
      return alreadyAcknowledged(alert, acted)
    case 'assign':
      return action.to.id === alert.ownerId
        ? refuse('already-assigned', finding('alert.hasIt', { by: action.to.name }))
        : null
    case 'release':
      return notHeld(alert)
    case 'shelve':
      return action.until === null ? null : badShelf(action.until, acted.now)
    case 'return':
      return action.because === 'due' ? notBackYet(alert, acted.now) : null
    case 'close':
      return badClose(alert, action.disposition)
    case 'reopen':
      return null
    case 'note':
      return action.note.trim() === '' ? refuse('note-empty', finding('alert.noteEmpty', {})) : null
    case 'lapse':
      return notLapsed(alert, acted)
    case 'escalate':
      return notThatStep(alert, action.step, acted)
    case 'clear':
      return action.because === alert.clearedBecause ? refuse('wrong-state', finding('alert.cleared', {})) : null
    case 'recur':
      return alert.clearedAt === null ? refuse('wrong-state', finding('alert.uncleared', {})) : null
  }
}

/** Whoever comes second learns who has it; taking it over is `assign`. */
function alreadyAcknowledged(alert: Alert, { by, now, escalation }: ActedBy): Refused | null {
  const { acknowledgedAt, acknowledgedBy, acknowledgements } = alert
  if (acknowledgedAt !== null) {
    const why = finding('alert.acknowledgedBy', { by: acknowledgedBy ?? 'Somebody', acknowledgedAt })
    return refuse('already-acknowledged', why, now)
  }
  const own = acknowledgements.find(({ id }) => id === by.id)
  if (own === undefined || acknowledgements.length >= (escalation?.acknowledgements ?? 1)) return null
  return refuse('already-acknowledged', finding('alert.acknowledgedOwn', { acknowledgedAt: own.at }), now)
}

function notHeld({ ownerId, acknowledgements }: Alert): Refused | null {
  if (ownerId !== null || acknowledgements.length > 0) return null
  return refuse('not-held', finding('alert.nobody', {}))
}

function badShelf(until: string, now: Instant): Refused | null {
  const parsed = parseInstant(until)
  if (!parsed.ok) return refuse('shelve-time', finding('asked.time', {}))
  const ahead = instantMs(parsed.instant) - instantMs(now)
  if (ahead > 0 && ahead <= longestShelfMs) return null
  return refuse('shelve-time', finding('alert.shelf', { now, got: until }))
}

/** A timer may fire for a shelf that was prolonged meanwhile. */
function notBackYet({ shelvedUntil }: Alert, now: Instant): Refused | null {
  if (shelvedUntil === null || instantMs(shelvedUntil) <= instantMs(now)) return null
  return refuse('not-due', finding('alert.shelved', { until: shelvedUntil, now }))
}

/** A timer may fire for an alert that somebody did something with meanwhile. */
function notLapsed(alert: Alert, { now, escalation }: ActedBy): Refused | null {
  const at = escalation == null ? null : lapsesAt(alert, escalation)
  if (at !== null && instantMs(at) <= instantMs(now)) return null
  return refuse('not-due', at === null ? finding('alert.lastsOn', {}) : finding('alert.lapses', { until: at }))
}

/** The same for a step that was taken already, or that somebody forestalled. */
function notThatStep(alert: Alert, step: number, { now, escalation }: ActedBy): Refused | null {
  const next = escalation == null ? null : nextStep(alert, escalation)
  const which = { step: String(step) }
  if (next === null || next.step !== step) return refuse('not-due', finding('alert.otherStep', which))
  if (instantMs(next.at) <= instantMs(now)) return null
  return refuse('not-due', finding('alert.stepDue', { ...which, until: next.at }))
}

function badClose(alert: Alert, disposition: Disposition | null): Refused | null {
  if (disposition === null) return refuse('disposition-needed', finding('alert.disposition', {}))
  if (alert.acknowledgedAt !== null || closesUnseen.includes(disposition)) return null
  return refuse('acknowledge-first', finding('alert.acknowledgeFirst', { disposition, dispositions: closesUnseen }))
}
