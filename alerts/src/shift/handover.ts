/** The words of shifts and handovers; see `model.ts` for all others. */
import type { Actor } from '../alert/life.js'
import type { FeedState } from '../feed/feed.js'
import type { Alert, Incident, Instant } from '../model.js'
import type { LogEntry } from './log.js'

/** Somebody's time on watch; several may be on watch at once. */
export interface Shift {
  readonly id: string
  readonly officer: Actor
  readonly beganAt: Instant
  /** Null while it lasts. */
  readonly endedAt: Instant | null
  /** Whose watch it took over. */
  readonly relieves: Actor | null
}

/** An open alert as a handover tells it. */
export interface HandoverAlert extends Pick<
  Alert,
  | 'id'
  | 'state'
  | 'incidentTitle'
  | 'incidentType'
  | 'incidentKind'
  | 'severity'
  | 'certainty'
  | 'grade'
  | 'zoneName'
  | 'raisedAt'
  | 'ownerName'
  | 'note'
  | 'shelvedUntil'
  | 'exercise'
> {
  readonly shelvedBy: string | null
  /** Why it does not hold any more; null where it does, left out in what was signed before that was told. */
  readonly clearedBecause?: Alert['clearedBecause']
  /** See `isUrgent`. */
  readonly urgent: boolean
  /** See `isOverdue`; in what was signed before, also of what is cleared, and never sooner than after `overdueMs`. */
  readonly overdue: boolean
  /** Has a note of its own, or one in the log. */
  readonly noted: boolean
}

/** A feed that cannot be trusted to have told what there was to tell. */
export interface HandoverFeed {
  readonly id: string
  readonly name: string
  readonly required: boolean
  readonly state: FeedState | 'off'
  readonly lastNewsAt: Instant | null
}

/** Why an incident is worth telling: it was or became severe, or what was held of it changed. */
export type NotableBecause = 'severe' | 'confirmed' | 'refuted'

export interface HandoverIncident extends Pick<
  Incident,
  'id' | 'title' | 'type' | 'kind' | 'severity' | 'status' | 'grade' | 'place' | 'occurredFrom' | 'timePrecision'
> {
  readonly because: readonly NotableBecause[]
}

/** A time in which somebody has made a zone or a rule quiet, that is still on or ended during the watch. */
export interface HandoverSilence {
  readonly id: string
  readonly zoneName: string
  /** Null where all of the zone is quiet. */
  readonly ruleName: string | null
  readonly by: string
  readonly reason: string
  /** When it ends, or ended. */
  readonly until: Instant
  /** Whether it is on. */
  readonly on: boolean
  /** Incidents of which somebody would have been told. */
  readonly hidden: number
}

export type HandoverNote = Pick<LogEntry, 'id' | 'at' | 'by' | 'text' | 'alertIds' | 'incidentIds'>

/** What one watch tells the next. Each open alert that everybody may see stands in exactly one of the first four. */
export interface HandoverContent {
  /** When it was so, and where the change feed stood then. */
  readonly asOf: Instant
  readonly seq: number
  /** When the watch began. */
  readonly since: Instant
  readonly overdueMs: number
  /** Of the outgoing officer, in whatever state. */
  readonly owned: readonly HandoverAlert[]
  readonly shelved: readonly HandoverAlert[]
  readonly unowned: readonly HandoverAlert[]
  readonly ofOthers: readonly HandoverAlert[]
  readonly feeds: readonly HandoverFeed[]
  /** The last to end first; left out in what was signed before silences were told. */
  readonly silences?: readonly HandoverSilence[]
  readonly incidents: readonly HandoverIncident[]
  readonly notes: readonly HandoverNote[]
}

export const handoverStates = ['draft', 'signed', 'done', 'withdrawn'] as const
/** `signed`: by the outgoing officer, and waiting for the incoming one. `done`: signed by both. */
export type HandoverState = (typeof handoverStates)[number]

/** One watch handed to the next. What it tells is drawn up anew until it is signed, and then stays as it was. */
export interface Handover {
  readonly id: string
  readonly revision: number
  readonly state: HandoverState
  readonly from: Actor
  readonly shiftId: string
  readonly begunAt: Instant
  readonly remarks: string
  /** Alerts of the outgoing officer that return to new and to nobody; all others pass on to the incoming one. */
  readonly returns: readonly string[]
  /** Null while it is a draft. */
  readonly content: HandoverContent | null
  readonly signedAt: Instant | null
  readonly to: Actor | null
  readonly countersignedAt: Instant | null
  readonly withdrawnAt: Instant | null
}
