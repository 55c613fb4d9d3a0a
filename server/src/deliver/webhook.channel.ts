import { instantMs, isForPrograms, type Outcome, type WebhookFormat } from '@cordon/alerts'
import type { Channel, Sending } from './channel.js'
import type { Message } from './message.js'
import type { Poster } from './post.js'
import { signatureHeaders } from './signature.js'
import { webhookBody } from './webhook-body.js'

/** Posts messages to the address of a program or a service. */
export class WebhookChannel implements Channel {
  readonly name = 'webhook'
  readonly isReady = true
  readonly atOnce = 16

  constructor(
    private readonly poster: Poster,
    private readonly origin: string | null,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async send(sending: Sending): Promise<Outcome> {
    return (await this.post(sending)).outcome
  }

  /** Whether whoever is there has answered a code with the code itself, as a program may instead of a person. */
  async challenge(sending: Sending & { readonly message: Message & { readonly is: 'code' } }) {
    const { outcome, answer } = await this.post(sending)
    return { outcome, isAnswered: outcome.is === 'sent' && challengeIn(answer) === sending.message.code }
  }

  private post({ message, address, format, language, signal }: Sending) {
    const form: WebhookFormat = format ?? 'standard'
    const { url, body, type } = webhookBody(form, { message, address, voice: { origin: this.origin, language } })
    const atSeconds = Math.floor((message.is === 'told' ? this.nowMs() : instantMs(message.at)) / 1_000)
    const signed = isForPrograms(form) ? signatureHeaders({ id: message.key, atSeconds, body }, address.secrets) : {}
    // For what is not signed as well, so that a gateway may know a repeat.
    const headers = { 'user-agent': 'Cordon', 'content-type': type, 'idempotency-key': message.key, ...signed }
    return this.poster.post({ url, body, headers, signal })
  }
}

function challengeIn(answer: string): unknown {
  try {
    const told: unknown = JSON.parse(answer)
    return typeof told === 'object' && told !== null && 'challenge' in told ? told.challenge : null
  } catch {
    return null
  }
}
