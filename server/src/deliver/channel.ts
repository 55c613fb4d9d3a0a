import type { Language, Outcome, OutsideChannel, WebhookFormat } from '@cordon/alerts'
import type { Address, Message } from './message.js'

/** One message to one address. */
export interface Sending {
  readonly message: Message
  readonly address: Address
  readonly format: WebhookFormat | null
  readonly language: Language
  /** Ends the try where the server stops. */
  readonly signal: AbortSignal
}

/** A way to tell people outside the page. It never throws: whatever happens is an outcome. */
export interface Channel {
  readonly name: OutsideChannel
  /** Whether this house is set up for it. */
  readonly isReady: boolean
  /** How many messages to one address may be under way at once. */
  readonly atOnce: number
  readonly send: (sending: Sending) => Promise<Outcome>
}
