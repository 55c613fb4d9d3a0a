import type {
  Actor,
  Alert,
  AlertDeliveryKind,
  Correction,
  Instant,
  Language,
  OutsideChannel,
  ReportDeliveryKind,
  Role,
  RuleCount,
  SitrepState,
  WebhookFormat,
} from '@cordon/alerts'

/** A message that was sent: its key, and the milliseconds at which what it told was owed. */
export interface EarlierRow {
  readonly key: string
  readonly ms: number
}

/** A delivery that this node has taken on until its lease ends, with all that it takes to send it. */
export type Claimed = ClaimedAlert | ClaimedReport

/** One that tells of an alert. */
export interface ClaimedAlert extends ClaimedAny {
  readonly kind: AlertDeliveryKind
  readonly sitrepId: null
  readonly alert: Alert
  readonly about: Correction | null
  /** Null where the revision that it tells of was taken into the archive. */
  readonly said: Said | null
}

/** What an alert does not say of its incident and its rule, of the revision that is told. */
export interface Said {
  /** As reported; null in corrections, which say it themselves. */
  readonly place: string | null
  /** Why that revision was made; null in what tells of an alert first. */
  readonly reason: string | null
  /** How many of what the rule asks for have to come within how long; null where one is enough, and in corrections. */
  readonly count: RuleCount | null
}

/** One that tells of a report, which is read when it is sent: it is long, and the same for all whom it is sent to. */
export interface ClaimedReport extends ClaimedAny {
  readonly kind: ReportDeliveryKind
  readonly sitrepId: string
  readonly sitrepState: SitrepState
  readonly about: SentBy
}

/** Who has a report sent. */
export interface SentBy {
  readonly by: Actor
}

interface ClaimedAny {
  readonly id: string
  readonly channel: OutsideChannel
  readonly contactId: string
  readonly tries: number
  readonly letterId: string | null
  readonly answers: string | null
  /** What the same address was told before of the same alert, for what corrects it; the oldest first. */
  readonly earlier: readonly EarlierRow[]
  readonly madeAt: Instant
  /** The same for whatever tells the same: one revision of an incident, or one report. */
  readonly subject: string
  readonly isAlone: boolean
  readonly sealed: string
  readonly format: WebhookFormat | null
  readonly language: Language
  readonly failures: number
  readonly role: Role
  /** Whether the owner of the contact may still see what it tells of, as far as that hangs on whose it is. */
  readonly isSeen: boolean
}
