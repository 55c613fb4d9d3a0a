import type { Alert, AlertEvent, AlertEventName, AlertState } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'
import { refuse, type ActedBy, type AlertAction, type AlertActionName, type Refused } from './action.js'
import { changeOf, detailOf, followUp } from './effect.js'
import { objection } from './objection.js'

export * from './action.js'
export { longestShelfMs } from './objection.js'

/** What every alert is when it is raised, before anybody has done anything with it. */
export const asRaised = {
  revision: 1,
  state: 'new',
  ownerId: null,
  ownerName: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgements: [],
  returnedAt: null,
  touchedAt: null,
  escalatedSteps: 0,
  escalatedAt: null,
  called: [],
  shelvedUntil: null,
  shelvedAtRevision: null,
  clearedAt: null,
  clearedBecause: null,
  closedAt: null,
  closedBy: null,
  disposition: null,
  note: null,
} as const satisfies Partial<Alert>

export type Step = { readonly ok: true; readonly alert: Alert; readonly event: AlertEvent } | Refused

/** A state to go to; `before` is where it was before it was shelved or closed, `same` where it is. */
type Target = AlertState | 'before' | 'same'

/**
 * The life of an alert after ISA-18.2: for each state, what may be done in it and where that leads; what is not here
 * is refused. Nothing leaves `closed` but `reopen`, and nothing leaves the table. What clears stays where it is, and
 * an alert that waits for two acknowledgements stays where it was before it was put aside.
 */
export const life: Readonly<Record<AlertState, Readonly<Partial<Record<AlertActionName, Target>>>>> = {
  new: {
    ...{ acknowledge: 'acknowledged', assign: 'same', release: 'same', shelve: 'shelved', close: 'closed' },
    ...{ note: 'same', escalate: 'same', clear: 'same', recur: 'same' },
  },
  acknowledged: {
    ...{ acknowledge: 'same', assign: 'same', release: 'new', shelve: 'shelved', close: 'closed' },
    ...{ note: 'same', lapse: 'new', clear: 'same', recur: 'same' },
  },
  shelved: {
    ...{ acknowledge: 'acknowledged', assign: 'same', release: 'same', shelve: 'shelved', return: 'before' },
    ...{ close: 'closed', note: 'same', clear: 'same', recur: 'same' },
  },
  closed: { reopen: 'before', note: 'same', clear: 'same', recur: 'same' },
}

const happened = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  release: 'released',
  shelve: 'shelved',
  return: 'returned',
  close: 'closed',
  reopen: 'reopened',
  note: 'noted',
  lapse: 'lapsed',
  escalate: 'escalated',
  clear: 'cleared',
  recur: 'recurred',
} as const satisfies Record<AlertActionName, AlertEventName>

/**
 * Takes one action on an alert. Gives the alert's next revision (its `seq` is the feed's to set) and what to record of
 * it, or the reason why not.
 */
export function step(alert: Alert, action: AlertAction, acted: ActedBy): Step {
  const { by, now } = acted
  const target = life[alert.state][action.what]
  if (target === undefined) return refuse('wrong-state', standing(alert, action.what), now)
  const refusal = objection(alert, action, acted)
  if (refusal !== null) return refusal
  const changed = { ...alert, ...changeOf(alert, action, acted), revision: alert.revision + 1 }
  const state = stateAfter(changed, target)
  const next: Alert = { ...changed, ...followUp(alert, state, { action: action.what, now }), state }
  const what = happened[action.what]
  const { id: alertId, revision } = next
  return {
    ok: true,
    alert: next,
    event: { alertId, revision, at: now, by: by.name, what, detail: detailOf(action, alert, next) },
  }
}

/** Nothing is acknowledged before everybody who is asked for has said so. */
function stateAfter(changed: Alert, target: Target): AlertState {
  if (target === 'same') return changed.state
  if (target === 'before' || target === 'acknowledged') return changed.acknowledgedAt === null ? 'new' : 'acknowledged'
  return target
}

/** Why the state of an alert does not allow an action. */
function standing({ state, closedAt, closedBy }: Alert, what: AlertActionName): Finding {
  if (state === 'closed' && closedAt !== null)
    return finding('alert.isClosed', { by: closedBy ?? 'Somebody', closedAt })
  if (what === 'reopen') return finding('alert.onlyClosed', { state })
  if (what === 'escalate') return finding('alert.onlyWaiting', { state })
  return finding(what === 'lapse' ? 'alert.onlyAcknowledged' : 'alert.onlyShelved', { state })
}
