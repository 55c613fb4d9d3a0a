import type { Alert, AlertState, Instant } from '../model.js'
import { instantMs, instantOf, parseInstant } from '../time.js'
import type { ActedBy, Actor, AlertAction } from './action.js'
import { longestShelfMs } from './objection.js'

/** What an action changes; the rest of the alert stays. */
export type Change = Partial<Omit<Alert, 'state' | 'revision' | 'id' | 'seq'>>

/** What an action that nothing speaks against changes, besides the state. */
export function changeOf(alert: Alert, action: AlertAction, acted: ActedBy): Change {
  const { now } = acted
  switch (action.what) {
    case 'acknowledge':
      return acknowledging(alert, acted)
    case 'assign':
      return { ownerId: action.to.id, ownerName: action.to.name }
    case 'release':
    case 'lapse':
      return takenByNobody
    case 'shelve':
      return { shelvedUntil: shelfEnd(action.until, now), shelvedAtRevision: action.atRevision }
    case 'return':
      return offTheShelf
    case 'close':
      return closing(alert, action, acted)
    case 'reopen':
      return { closedAt: null, closedBy: null, disposition: null }
    case 'note':
      return { note: action.note }
    case 'escalate':
      return { escalatedSteps: action.step, escalatedAt: now, called: calledBy(alert, action) }
    case 'clear':
      return { clearedAt: now, clearedBecause: action.because }
    case 'recur':
      return { clearedAt: null, clearedBecause: null }
  }
}

/** What follows from having done something, and from having come to a state. */
export function followUp(before: Alert, state: AlertState, { action, now }: Follow): Change {
  const byTheHouse = action === 'lapse' || action === 'escalate' || action === 'clear' || action === 'recur'
  const waitsAnew = state === 'new' && before.state !== 'new'
  return {
    ...(byTheHouse ? {} : { touchedAt: now }),
    ...(waitsAnew ? { returnedAt: now, escalatedSteps: 0, escalatedAt: null, called: [] } : {}),
  }
}

interface Follow {
  readonly action: AlertAction['what']
  readonly now: Instant
}

const offTheShelf = { shelvedUntil: null, shelvedAtRevision: null } as const

const takenByNobody = {
  ownerId: null,
  ownerName: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgements: [],
} as const

/** It is acknowledged once as many people as are asked for have said so. */
function acknowledging(alert: Alert, { by, now, escalation }: ActedBy): Change {
  const known = alert.acknowledgements.some(({ id }) => id === by.id)
  const mine = { id: by.id, by: by.name, at: now }
  const acknowledgements = known ? alert.acknowledgements : [...alert.acknowledgements, mine]
  const change = { acknowledgements, ...offTheShelf, ...ownerOf(alert, by) }
  if (acknowledgements.length < (escalation?.acknowledgements ?? 1)) return change
  return { ...change, acknowledgedAt: now, acknowledgedBy: by.name }
}

function ownerOf(alert: Alert, by: Actor): Pick<Alert, 'ownerId' | 'ownerName'> {
  if (alert.ownerId !== null) return { ownerId: alert.ownerId, ownerName: alert.ownerName }
  return { ownerId: by.id, ownerName: by.name }
}

type Closing = Extract<AlertAction, { what: 'close' }>

function closing(alert: Alert, { disposition, note }: Closing, { by, now }: ActedBy): Change {
  return { closedAt: now, closedBy: by.name, disposition, note: note ?? alert.note, ...offTheShelf }
}

type Escalating = Extract<AlertAction, { what: 'escalate' }>

function calledBy(alert: Alert, { calls }: Escalating): readonly string[] {
  return [...new Set([...alert.called, ...calls.map(({ id }) => id)])]
}

function shelfEnd(until: string | null, now: Instant): Instant {
  return until === null ? instantOf(instantMs(now) + longestShelfMs) : canonicalInstant(until)
}

function canonicalInstant(text: string): Instant {
  const parsed = parseInstant(text)
  return parsed.ok ? parsed.instant : text
}

/** What the record of an action says besides its name; null where the name says all. */
export function detailOf(action: AlertAction, before: Alert, after: Alert): string | null {
  switch (action.what) {
    case 'acknowledge':
      return after.acknowledgedAt === null ? `${after.acknowledgements.length}` : null
    case 'reopen':
    case 'release':
    case 'lapse':
      return null
    case 'recur':
      return before.clearedBecause
    case 'assign':
      return action.to.name
    case 'shelve':
      return after.shelvedAtRevision === null ? after.shelvedUntil : `revision ${after.shelvedAtRevision}`
    case 'return':
    case 'clear':
      return action.because
    case 'escalate':
      return `${action.step}: ${action.calls.map(({ name }) => name).join(', ')}`
    case 'close':
      return action.note === null ? action.disposition : `${action.disposition}: ${action.note}`
    case 'note':
      return action.note
  }
}
