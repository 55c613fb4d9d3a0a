import type { Alert, AlertEvent, AlertState, Disposition, Instant } from '../model.js'
import { formatUtcAt, instantMs, parseInstant } from '../time.js'

/** Who acts on an alert: an account, a token or a timer of the house. */
export interface Actor {
  readonly id: string
  readonly name: string
}

/** What may be done to an alert. A `return` that is `due` comes from the timer, the others from a change or a person. */
export type AlertAction =
  | { readonly what: 'acknowledge' }
  | { readonly what: 'assign'; readonly to: Actor }
  | { readonly what: 'shelve'; readonly until: Instant }
  | { readonly what: 'return'; readonly because: 'due' | 'by hand' | 'incident changed' }
  | { readonly what: 'close'; readonly disposition: Disposition | null; readonly note: string | null }
  | { readonly what: 'reopen' }
  | { readonly what: 'note'; readonly note: string }

/** Who acts, and when. */
export interface ActedBy {
  readonly by: Actor
  readonly now: Instant
}

export type AlertActionName = AlertAction['what']

/** What every alert is when it is raised, before anybody has done anything with it. */
export const asRaised = {
  revision: 1,
  state: 'new',
  ownerId: null,
  ownerName: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  shelvedUntil: null,
  closedAt: null,
  closedBy: null,
  disposition: null,
  note: null,
} as const satisfies Partial<Alert>

/** Why an action was refused. */
export const refusals = [
  'wrong-state',
  'already-acknowledged',
  'already-assigned',
  'acknowledge-first',
  'disposition-needed',
  'shelve-time',
  'not-due',
  'note-empty',
] as const
export type Refusal = (typeof refusals)[number]

export type Step =
  | { readonly ok: true; readonly alert: Alert; readonly event: AlertEvent }
  | { readonly ok: false; readonly code: Refusal; readonly message: string }

/** What an action changes; the rest of the alert stays. */
type Change = Partial<Omit<Alert, 'state' | 'revision' | 'id' | 'seq'>>

/** A state to go to; `before` is where it was before it was shelved or closed, `same` where it is. */
type Target = AlertState | 'before' | 'same'

/**
 * The life of an alert after ISA-18.2: for each state, what may be done in it and where that leads; what is not here
 * is refused. Nothing leaves `closed` but `reopen`, and nothing leaves the table.
 */
export const life: Readonly<Record<AlertState, Readonly<Partial<Record<AlertActionName, Target>>>>> = {
  new: { acknowledge: 'acknowledged', assign: 'same', shelve: 'shelved', close: 'closed', note: 'same' },
  acknowledged: { acknowledge: 'same', assign: 'same', shelve: 'shelved', close: 'closed', note: 'same' },
  shelved: {
    acknowledge: 'acknowledged',
    assign: 'same',
    shelve: 'shelved',
    return: 'before',
    close: 'closed',
    note: 'same',
  },
  closed: { reopen: 'before', note: 'same' },
}

/** An alert may be shelved for this long at most. */
export const longestShelfMs = 7 * 24 * 60 * 60_000

/** Dispositions that need no acknowledgement first, because nobody has to respond to what they say. */
const closesUnseen: readonly Disposition[] = ['duplicate', 'false positive', 'exercise']

const happened = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  shelve: 'shelved',
  return: 'returned',
  close: 'closed',
  reopen: 'reopened',
  note: 'noted',
} as const satisfies Record<AlertActionName, AlertEvent['what']>

/**
 * Takes one action on an alert. Gives the alert's next revision (its `seq` is the feed's to set) and what to record of
 * it, or the reason why not.
 */
export function step(alert: Alert, action: AlertAction, { by, now }: ActedBy): Step {
  const target = life[alert.state][action.what]
  if (target === undefined)
    return refuse('wrong-state', `The alert is ${alert.state}: ${hint(alert, action.what, now)}.`)
  const refusal = objection(alert, action, now)
  if (refusal !== null) return refusal
  const state = stateAfter(alert, target)
  const revision = alert.revision + 1
  const next: Alert = { ...alert, ...changeOf(alert, action, { by, now }), state, revision }
  const event = {
    alertId: alert.id,
    revision,
    at: now,
    by: by.name,
    what: happened[action.what],
    detail: detailOf(action),
  }
  return { ok: true, alert: next, event }
}

function stateAfter(alert: Alert, target: Target): AlertState {
  if (target === 'same') return alert.state
  if (target === 'before') return alert.acknowledgedAt === null ? 'new' : 'acknowledged'
  return target
}

function refuse(code: Refusal, message: string): Step & { readonly ok: false } {
  return { ok: false, code, message }
}

function hint(alert: Alert, what: AlertActionName, now: Instant): string {
  if (alert.state === 'closed' && alert.closedAt !== null) {
    return `${alert.closedBy ?? 'somebody'} closed it at ${formatUtcAt(alert.closedAt, now)}; to ${what} it, reopen it first`
  }
  return what === 'reopen' ? 'only a closed one can be reopened' : 'only a shelved one can be returned'
}

/** What speaks against an action that its state allows. */
function objection(alert: Alert, action: AlertAction, now: Instant): Step | null {
  switch (action.what) {
    case 'acknowledge':
      return alreadyAcknowledged(alert, now)
    case 'assign':
      return action.to.id === alert.ownerId ? refuse('already-assigned', `${action.to.name} already has it.`) : null
    case 'shelve':
      return badShelf(action.until, now)
    case 'return':
      return action.because === 'due' ? notDue(alert, now) : null
    case 'close':
      return badClose(alert, action.disposition)
    case 'reopen':
      return null
    case 'note':
      return action.note.trim() === '' ? refuse('note-empty', 'Expected a note, got an empty one.') : null
  }
}

/** Whoever comes second learns who has it; taking it over is `assign`. */
function alreadyAcknowledged({ acknowledgedAt, acknowledgedBy }: Alert, now: Instant): Step | null {
  if (acknowledgedAt === null) return null
  const message = `${acknowledgedBy ?? 'Somebody'} acknowledged it at ${formatUtcAt(acknowledgedAt, now)}.`
  return refuse('already-acknowledged', message)
}

function badShelf(until: string, now: Instant): Step | null {
  const parsed = parseInstant(until)
  if (!parsed.ok) return refuse('shelve-time', parsed.message)
  const ahead = instantMs(parsed.instant) - instantMs(now)
  if (ahead > 0 && ahead <= longestShelfMs) return null
  return refuse('shelve-time', `Expected a time after now (${now}) and at most 7 days ahead, got ${until}.`)
}

/** A timer may fire for a shelf that was prolonged meanwhile. */
function notDue({ shelvedUntil }: Alert, now: Instant): Step | null {
  if (shelvedUntil === null || instantMs(shelvedUntil) <= instantMs(now)) return null
  return refuse('not-due', `It is shelved until ${shelvedUntil}, and it is ${now}.`)
}

function badClose(alert: Alert, disposition: Disposition | null): Step | null {
  if (disposition === null) return refuse('disposition-needed', 'Expected a disposition: how did the alert end?')
  if (alert.acknowledgedAt !== null || closesUnseen.includes(disposition)) return null
  return refuse(
    'acknowledge-first',
    `Acknowledge it before closing it as "${disposition}"; ${listed} need no response.`,
  )
}

const listed = closesUnseen.map((disposition) => `"${disposition}"`).join(', ')

function changeOf(alert: Alert, action: AlertAction, { by, now }: ActedBy): Change {
  switch (action.what) {
    case 'acknowledge':
      return { acknowledgedAt: now, acknowledgedBy: by.name, shelvedUntil: null, ...ownerOf(alert, by) }
    case 'assign':
      return { ownerId: action.to.id, ownerName: action.to.name }
    case 'shelve':
      return { shelvedUntil: canonicalInstant(action.until) }
    case 'return':
      return { shelvedUntil: null }
    case 'close':
      return closing(alert, action, { by, now })
    case 'reopen':
      return { closedAt: null, closedBy: null, disposition: null }
    case 'note':
      return { note: action.note }
  }
}

function ownerOf(alert: Alert, by: Actor): Pick<Alert, 'ownerId' | 'ownerName'> {
  if (alert.ownerId !== null) return { ownerId: alert.ownerId, ownerName: alert.ownerName }
  return { ownerId: by.id, ownerName: by.name }
}

type Closing = Extract<AlertAction, { what: 'close' }>

function closing(alert: Alert, action: Closing, { by, now }: ActedBy): Change {
  const { disposition } = action
  return { closedAt: now, closedBy: by.name, disposition, note: action.note ?? alert.note, shelvedUntil: null }
}

function canonicalInstant(text: string): Instant {
  const parsed = parseInstant(text)
  return parsed.ok ? parsed.instant : text
}

function detailOf(action: AlertAction): string | null {
  switch (action.what) {
    case 'acknowledge':
    case 'reopen':
      return null
    case 'assign':
      return action.to.name
    case 'shelve':
      return canonicalInstant(action.until)
    case 'return':
      return action.because
    case 'close':
      return action.note === null ? action.disposition : `${action.disposition}: ${action.note}`
    case 'note':
      return action.note
  }
}
