import { outcomeOfPushStatus, say, type Outcome } from '@cordon/alerts'
import webpush from 'web-push'
import type { Channel, Sending } from './channel.js'
import type { OutboundGuard } from './guard.js'
import type { BrowserKeys } from './message.js'
import type { Poster } from './post.js'
import { noteOf, type Pushed } from './push-note.js'
import type { VapidKeys, VapidPair } from './vapid-keys.js'
import { Unsealable } from './vault.js'

export interface PushSettings {
  readonly poster: Poster
  readonly guard: OutboundGuard
  readonly keys: VapidKeys
  /** Whom a push service may write to. */
  readonly subject: string
}

/** Tells browsers, also while the page is closed, through the push service of each (RFC 8030), which can read nothing of it. */
export class PushChannel implements Channel {
  readonly name = 'push'
  readonly isReady = true
  readonly atOnce = 4

  constructor(private readonly settings: PushSettings) {}

  /** With which browsers subscribe; null where it cannot be opened. */
  async publicKey(): Promise<string | null> {
    const pair = await this.pair()
    return 'publicKey' in pair ? pair.publicKey : null
  }

  /** Why an endpoint cannot be one; null where it can. */
  refusal(endpoint: string): string | null {
    const { poster, guard } = this.settings
    const refusal = poster.refusal(endpoint)
    if (refusal !== null) return refusal
    const url = new URL(endpoint)
    return url.protocol === 'https:' || guard.isNamed(url)
      ? null
      : say('refused.expected', { expected: 'https', got: url.protocol })
  }

  async send({ message, address, language, signal }: Sending): Promise<Outcome> {
    const { to: url, browser } = address
    const refusal = this.refusal(url)
    if (browser === null || refusal !== null) return refused(refusal ?? say('way.noKeys', {}))
    const pair = await this.pair()
    if (!('publicKey' in pair)) return pair
    const sealed = this.sealed({ url, browser, pair }, noteOf(message, language))
    if (!('body' in sealed)) return sealed
    const { outcome } = await this.settings.poster.post({ ...sealed, url, signal, outcomeOf: outcomeOfPushStatus })
    return outcome
  }

  private async pair(): Promise<VapidPair | Outcome> {
    try {
      return await this.settings.keys.pair()
    } catch (error) {
      if (!(error instanceof Unsealable)) throw error
      return { is: 'unopened', why: error.message }
    }
  }

  /** Encrypted for the one browser (aes128gcm, RFC 8291); a browser may have said what is no key. */
  private sealed(
    to: { readonly url: string; readonly browser: BrowserKeys; readonly pair: VapidPair },
    { note, urgency, ttlSeconds: TTL, topic }: Pushed,
  ) {
    const vapidDetails = { subject: this.settings.subject, ...to.pair }
    try {
      const options = { vapidDetails, TTL, urgency, topic, contentEncoding: 'aes128gcm' } as const
      const subscription = { endpoint: to.url, keys: to.browser }
      const { body, headers } = webpush.generateRequestDetails(subscription, JSON.stringify(note), options)
      return { body, headers: { ...headers, 'user-agent': 'Cordon' } }
    } catch (error) {
      return refused(say('way.unencrypted', { fault: error instanceof Error ? error.message : String(error) }))
    }
  }
}

function refused(why: string): Outcome {
  return { is: 'refused', why, gone: false }
}
