/** Who is told when nobody comes to an alert: escalations, and the rotations that say whose turn it is. */
import type { CallingChannel } from '../deliver/contact.js'
import type { Instant } from '../instant.js'

/** Whom a step of an escalation tells: somebody, whoever's turn it is, or everyone who may see the zone. */
export type EscalationTarget =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'rotation'; readonly id: string }
  | { readonly kind: 'room' }

export interface EscalationStep {
  /** Counted from the step before it; the first one's from when the alert began to wait. */
  readonly afterMinutes: number
  readonly tells: readonly EscalationTarget[]
  /** By which channels beside the page: every contact method of those people on them. Left out: by none. */
  readonly by?: readonly CallingChannel[]
}

/** What is said of an escalation. */
export interface EscalationContent {
  readonly name: string
  readonly steps: readonly EscalationStep[]
  /** How many times all steps are taken again after they were taken once. */
  readonly repeats: number
  /** How many people have to acknowledge an alert. */
  readonly acknowledgements: 1 | 2
  /** After this long without anybody's doing, an acknowledged alert is new again; null: it stays acknowledged. */
  readonly lapseMinutes: number | null
}

/** Who is told, after how long, when nobody comes. */
export interface Escalation extends EscalationContent {
  readonly id: string
  readonly version: number
  readonly seq: number
  readonly recordedAt: Instant
  readonly recordedBy: string
}

/** A time in which somebody stands in, whoever's turn it is; the end is no part of it. */
export interface RotationOverride {
  readonly from: Instant
  readonly to: Instant
  readonly accountId: string
}

/** What is said of a rotation. */
export interface RotationContent {
  readonly name: string
  /** Accounts in the order of their turns. */
  readonly members: readonly string[]
  /** Local times at which one hands over to the next, as `07:00`, ascending. */
  readonly handsOverAt: readonly string[]
  /** On every so manieth day; more than one day has a single time. */
  readonly everyDays: number
  /** IANA name of the place whose clock counts, for example `Asia/Damascus`. */
  readonly timeZone: string
  /** The local day, as `2026-11-26`, on which the first member's turn begins at the first time. */
  readonly startsOn: string
  /** Where two overlap, the later in the list holds. */
  readonly overrides: readonly RotationOverride[]
}

/** People who take turns. */
export interface Rotation extends RotationContent {
  readonly id: string
  readonly version: number
  readonly seq: number
  readonly recordedAt: Instant
  readonly recordedBy: string
}
