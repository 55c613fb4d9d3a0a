import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { OutsideChannel } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { ConfigToken, type Config } from '../platform/config.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import type { Channel } from './channel.js'
import { EmailChannel } from './email.channel.js'
import { FeedChannel } from './feed.channel.js'
import { OutboundGuard } from './guard.js'
import { Poster } from './post.js'
import { WebhookChannel } from './webhook.channel.js'

/** Every way in which this house can tell people outside the page. */
@Injectable()
export class Channels implements OnApplicationShutdown {
  readonly email: EmailChannel
  readonly webhook: WebhookChannel
  readonly feed: FeedChannel
  private readonly poster: Poster

  constructor(
    @Inject(ConfigToken) { smtpUrl, mailFrom, origins, webhookHosts }: Config,
    @Inject(Clock) clock: Clock,
    @Inject(DATABASE) database: Database,
  ) {
    const origin = origins[0] ?? null
    const nowMs = () => clock.ms()
    this.poster = new Poster(new OutboundGuard(webhookHosts, undefined, 'CORDON_WEBHOOK_HOSTS'), undefined, nowMs)
    this.email = new EmailChannel({ smtpUrl, mailFrom, origin })
    this.webhook = new WebhookChannel(this.poster, origin, nowMs)
    this.feed = new FeedChannel(database)
  }

  of(name: OutsideChannel): Channel {
    return this[name]
  }

  /** Those that can be used in this house. */
  ready(): readonly OutsideChannel[] {
    return [this.email, this.webhook, this.feed].filter(({ isReady }) => isReady).map(({ name }) => name)
  }

  /** Why an address of a webhook cannot be one; null where it can. */
  refusal(address: string): string | null {
    return this.poster.refusal(address)
  }

  async onApplicationShutdown(): Promise<void> {
    this.email.close()
    await this.poster.close()
  }
}
