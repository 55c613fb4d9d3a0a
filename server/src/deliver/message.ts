import type { Alert, AlertDeliveryKind, Correction, Incident, Instant, RuleCount } from '@cordon/alerts'
import type { Told } from './phrases.js'

/** One thing that is told of an alert, as the one who is told may see it. */
export interface Item {
  readonly deliveryId: string
  readonly kind: AlertDeliveryKind
  /** The delivery to the same address that told it as it was raised, which this one corrects; the last of several. */
  readonly answers: string | null
  /** What the same address was told of the alert before, where this corrects it; the oldest first. */
  readonly earlier: readonly { readonly key: string; readonly at: Instant }[]
  /** When it was owed. */
  readonly madeAt: Instant
  readonly alert: Alert
  readonly about: Correction | null
  /** The same for whatever tells the same revision of an incident. */
  readonly subject: string
  /** The place as reported, of what tells of an alert first; null where that is not said, or not to be known. */
  readonly place: string | null
  /** Why somebody corrected it, in their words. */
  readonly reason: string | null
  /** How many of what the rule asks for have to come within how long; null where one is enough. */
  readonly count: RuleCount | null
  /** The incident that stands for it, where it is merged. */
  readonly into: Pick<Incident, 'title' | 'severity'> | null
  /** Whether something else that the same person was told of what happened still holds. */
  readonly still: boolean
}

export type Items = readonly [Item, ...Item[]]

/** Whether a message tells one thing of one incident, in however many zones and by however many rules. */
export function isOneSubject([first, ...others]: Items): boolean {
  return others.every(({ subject }) => subject === first.subject)
}

/** What is sent to one address in one piece, under one key over all tries. */
export type Message = { readonly key: string; readonly at: Instant } & (
  | { readonly is: 'told'; readonly items: Items }
  /** Proves that messages arrive: whoever typed the address reads it there and types it in. */
  | { readonly is: 'code'; readonly code: string; readonly person: string }
  | { readonly is: 'test'; readonly person: string }
  | ReportMessage
  | UnsignedMessage
)

/** A report that is signed, with its document. It is put into somebody's words when it is read. */
export interface ReportMessage {
  readonly is: 'report'
  readonly sitrepId: string
  /** The report that it corrects. */
  readonly corrects: string | null
  readonly told: ReportTold
  readonly document: { readonly name: string; readonly bytes: Buffer } | null
}

/** A draft that waits for somebody to sign it. */
export interface UnsignedMessage {
  readonly is: 'unsigned'
  readonly sitrepId: string
  readonly told: Told
}

/** What a report says in a message: by what it is known again, its figures, and sentences. */
export interface ReportTold extends Told {
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly figures: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
}

/** What a browser gives away so that nobody but it can read what is pushed to it (RFC 8291), in Base64 for URLs. */
export interface BrowserKeys {
  /** Its public key, an uncompressed point of P-256. */
  readonly p256dh: string
  /** 16 bytes that it shares with whoever may push to it. */
  readonly auth: string
}

/** Where messages go, as it is kept under seal. */
export interface Address {
  readonly contactId: string
  /** An e-mail address, the address of a webhook, or that of a browser at its push service. */
  readonly to: string
  /** Of a webhook of the standard format, newest first; the older one signs too, until it is let go of. */
  readonly secrets: readonly string[]
  /** Of an SMS gateway: the number that is to be told. */
  readonly number: string | null
  /** Of a browser. */
  readonly browser: BrowserKeys | null
}
