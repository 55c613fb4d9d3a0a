import type { Clearing, Disposition, EscalationContent, Instant } from '../model.js'
import { sentenceOf, type Finding } from '../tell/finding.js'

/** Who acts on an alert: an account, a token or a timer of the house. */
export interface Actor {
  readonly id: string
  readonly name: string
}

/** What the house signs with: no account and no token may bear this name. */
export const houseName = 'Cordon'

/** What may be done to an alert by a person, or by the house where it says so. */
export type AlertAction =
  | { readonly what: 'acknowledge' }
  | { readonly what: 'assign'; readonly to: Actor }
  /** Back to `new`, as if nobody had taken it: whoever had it leaves. */
  | { readonly what: 'release' }
  /** Without a time it is the longest one; with a revision of the incident, a later one brings it back before. */
  | { readonly what: 'shelve'; readonly until: Instant | null; readonly atRevision: number | null }
  /** One that is `due` comes from the timer. */
  | { readonly what: 'return'; readonly because: 'due' | 'by hand' | 'incident changed' }
  | { readonly what: 'close'; readonly disposition: Disposition | null; readonly note: string | null }
  | { readonly what: 'reopen' }
  | { readonly what: 'note'; readonly note: string }
  /** By the house: nobody has done anything with it for long. */
  | { readonly what: 'lapse' }
  /** By the house: nobody has come. Calls accounts, or the room, whose id is `room`. */
  | { readonly what: 'escalate'; readonly step: number; readonly calls: readonly Actor[] }
  /** By the house: what it tells of holds no more. */
  | { readonly what: 'clear'; readonly because: Clearing }
  /** By the house: it holds again. */
  | { readonly what: 'recur' }

export type AlertActionName = AlertAction['what']

/** Who acts, when, and what the escalation of the alert's rule asks for. */
export interface ActedBy {
  readonly by: Actor
  readonly now: Instant
  readonly escalation?: EscalationContent | null
}

/** Why an action was refused. */
export const refusals = [
  'wrong-state',
  'already-acknowledged',
  'already-assigned',
  'acknowledge-first',
  'disposition-needed',
  'shelve-time',
  'not-due',
  'not-held',
  'note-empty',
] as const
export type Refusal = (typeof refusals)[number]

export interface Refused {
  readonly ok: false
  readonly code: Refusal
  readonly message: string
  /** The same as data, for whoever reads another language. */
  readonly finding: Finding
}

/** A refusal; its times are told as one says them at `now`, where it is given. */
export function refuse(code: Refusal, finding: Finding, now?: Instant): Refused {
  return { ok: false, code, message: sentenceOf(finding, now), finding }
}
