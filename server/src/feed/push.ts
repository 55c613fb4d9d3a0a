import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import { countPoll, type Database, type FeedWithFigures } from '@cordon/db'
import { Webhook } from 'standardwebhooks'
import { may, type Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { apartFromRequests } from '../platform/idempotency.js'
import { busy, deny, fail, ok, type Result } from '../platform/result.js'
import type { FeedTaken } from '../wire/index.js'
import { FeedService } from './feed.service.js'
import { Gatherer } from './gather.js'
import { HealthKeeper } from './health.keeper.js'
import { Intake } from './intake.js'
import { Turns } from './read/turns.js'
import { Repeats } from './repeats.js'

/**
 * Pushes that are taken in side by side, and how many more may wait; whoever comes then is asked to come again, so that a
 * storm of them leaves the database to everybody else.
 */
const pushesAtOnce = 4
const pushesWaiting = 60

/** What somebody pushes, as it came. */
export interface Pushed {
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly who: Principal | null
}

/** Takes a page in and then looks how the feed does. */
@Injectable()
export class Receiver {
  constructor(
    @Inject(Intake) private readonly intake: Intake,
    @Inject(HealthKeeper) private readonly keeper: HealthKeeper,
  ) {}

  readonly take: Intake['take'] = (feed, page) => this.intake.take(feed, page)

  counted(id: string): Promise<void> {
    return this.keeper.check(id)
  }
}

/** Takes what a source sends by itself, from whoever may ingest or has signed it with the feed's secret. */
@Injectable()
export class Push {
  private readonly repeats = new Repeats()
  private readonly turns = new Turns(pushesAtOnce, pushesWaiting)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(FeedService) private readonly feeds: FeedService,
    @Inject(Gatherer) private readonly gatherer: Gatherer,
    @Inject(Receiver) private readonly receiver: Receiver,
  ) {}

  async take(id: string, { body, headers, who }: Pushed): Promise<Result<FeedTaken>> {
    const found = await this.feeds.one(id)
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    const allowed = admit(found.ok ? found.value : null, bytes, { headers, who })
    if (!allowed.ok) return allowed
    if (!found.ok) return found
    const { content } = found.value
    if (content.way !== 'push') return deny('wrong-state', finding('push.asked', { name: content.name }))
    if (!content.enabled) return deny('wrong-state', finding('push.off', { name: content.name }))
    if (this.gatherer.isCrowded(bytes.length)) return busy('too-many', finding('denied.reading', {}), 5)
    if (this.turns.isCrowded) return busy('too-many', finding('denied.reading', {}), 5)
    const message = may(who, 'ingest') ? null : `${id} ${String(headers['webhook-id'])}`
    const first = message === null ? ok(null) : this.repeats.take(message, this.clock.ms())
    if (!first.ok) return first
    try {
      const taken = await this.turns.run(() => this.read(found.value, bytes, headers))
      if (!taken.ok && message !== null) this.repeats.forget(message)
      return taken
    } catch (error) {
      if (message !== null) this.repeats.forget(message)
      throw error
    }
  }

  private async read(feed: FeedWithFigures, bytes: Buffer, headers: Pushed['headers']): Promise<Result<FeedTaken>> {
    const { id, content } = feed
    const contentType = typeof headers['content-type'] === 'string' ? headers['content-type'] : null
    const { page, error } = await this.gatherer.read(content, bytes, contentType)
    // It is stored in several transactions, and taking it again adds nothing: what broke off may be sent again as it is.
    const { news, refused: _all, ...taken } = await apartFromRequests(() => this.receiver.take(feed, page))
    const at = this.clock.now()
    const counts = { news, rejected: taken.rejected, skewMs: null, made: null }
    await this.database.query(countPoll({ id, at, ok: error === null, error, ...counts }))
    await this.receiver.counted(id)
    return error === null ? ok(taken) : fail('invalid-input', { errors: [{ path: '', message: error }] })
  }
}

/** A token or a person that may ingest, or a signature (Standard Webhooks 1.0) with the feed's secret, not older than 5 min. */
function admit(feed: FeedWithFigures | null, bytes: Buffer, { headers, who }: Omit<Pushed, 'body'>): Result<null> {
  if (may(who, 'ingest')) return ok(null)
  if (headers['webhook-signature'] === undefined) {
    if (who !== null) return deny('not-allowed', finding('push.permission', { permission: 'ingest' }))
    return deny('not-signed-in', finding('push.unsigned', {}))
  }
  const secret = feed?.secret ?? null
  if (secret !== null && isSigned(bytes, headers, secret)) return ok(null)
  return deny('not-allowed', finding('push.otherSignature', { minutes: '5' }))
}

function isSigned(bytes: Buffer, headers: Pushed['headers'], secret: string): boolean {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') texts[name] = value
  try {
    new Webhook(secret).verify(bytes, texts, { jsonParse: false })
    return true
  } catch {
    return false
  }
}
