import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { OutsideChannel } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { ConfigToken, type Config } from '../platform/config.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import type { ContactInput } from '../wire/index.js'
import type { Channel } from './channel.js'
import { EmailChannel } from './email.channel.js'
import { FeedChannel } from './feed.channel.js'
import { MailMaps } from './mail-map.js'
import { OutboundGuard } from './guard.js'
import { Poster } from './post.js'
import { PushChannel } from './push.channel.js'
import { VapidKeys } from './vapid-keys.js'
import { WebhookChannel } from './webhook.channel.js'

/** Every way in which this house can tell people outside the page. */
@Injectable()
export class Channels implements OnApplicationShutdown {
  readonly email: EmailChannel
  readonly webhook: WebhookChannel
  readonly feed: FeedChannel
  readonly push: PushChannel
  private readonly poster: Poster

  constructor(
    @Inject(ConfigToken) { smtpUrl, mailFrom, origins, webhookHosts }: Config,
    @Inject(Clock) clock: Clock,
    @Inject(DATABASE) database: Database,
    @Inject(VapidKeys) keys: VapidKeys,
  ) {
    const origin = origins[0] ?? null
    const nowMs = () => clock.ms()
    const guard = new OutboundGuard(webhookHosts, undefined, 'CORDON_WEBHOOK_HOSTS')
    this.poster = new Poster(guard, undefined, nowMs)
    this.email = new EmailChannel({ smtpUrl, mailFrom, origin }, new MailMaps(database))
    this.webhook = new WebhookChannel(this.poster, origin, nowMs)
    this.feed = new FeedChannel(database)
    this.push = new PushChannel({ poster: this.poster, guard, keys, subject: subjectOf(mailFrom, origin) })
  }

  of(name: OutsideChannel): Channel {
    return this[name]
  }

  /** Those that can be used in this house. */
  ready(): readonly OutsideChannel[] {
    return [this.email, this.push, this.webhook, this.feed].filter(({ isReady }) => isReady).map(({ name }) => name)
  }

  /** Why nothing can be sent to what somebody says is their address; null where it can. */
  refusal(said: ContactInput): string | null {
    switch (said.channel) {
      case 'webhook':
        return this.poster.refusal(said.address)
      case 'push':
        return this.push.refusal(said.address)
      case 'email':
      case 'feed':
        return null
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.email.close()
    await this.poster.close()
  }
}

/** Whom a push service may write to about what this house sends (RFC 8292, 2.1). */
function subjectOf(mailFrom: string | null, origin: string | null): string {
  if (mailFrom !== null) return `mailto:${mailFrom.replace(/^.*</, '').replace(/>$/, '')}`
  return origin?.startsWith('https:') === true ? origin : 'mailto:nobody@cordon.invalid'
}
