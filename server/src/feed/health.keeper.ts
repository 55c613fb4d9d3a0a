import { Inject, Injectable } from '@nestjs/common'
import { feedHealth, newsAgeMs, type FeedHealth } from '@cordon/alerts'
import { allFeeds, feedById, tellFeed, type Database, type FeedWithFigures, type Runner } from '@cordon/db'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { Outages } from './outages.js'
import { feedOf } from './shown.js'

/** How seldom the figures of a feed are told while its state stays the same. */
const figuresMs = 60_000
/** For so long after it was set up or switched on it is told after every poll. */
const newMs = 10_000

/** Holds every feed against the clock, tells when its state changes, and raises and ends its outage. */
@Injectable()
export class HealthKeeper {
  private readonly startedMs: number

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(Outages) private readonly outages: Outages,
  ) {
    this.startedMs = clock.ms()
  }

  /** Looks at every feed. */
  async checkAll(): Promise<readonly FeedWithFigures[]> {
    const feeds = await this.database.query<FeedWithFigures>(allFeeds(this.clock.now()))
    for (const feed of feeds) await this.checkOne(feed)
    return feeds
  }

  /** Looks at one feed, as after a poll. */
  async check(id: string): Promise<void> {
    const [feed] = await this.database.query<FeedWithFigures>(feedById(id, this.clock.now()))
    if (feed !== undefined && !feed.removed) await this.checkOne(feed)
  }

  /** Ends the outage of a feed that nobody waits for any more. */
  async endOutage(id: string): Promise<void> {
    const [feed] = await this.database.query<FeedWithFigures>(feedById(id, this.clock.now()))
    if (feed !== undefined && feed.outageAt !== null) await this.outages.end(feed)
  }

  private async checkOne(feed: FeedWithFigures): Promise<void> {
    const health = healthOf(feed, this.clock.ms())
    const isOutage = health.isOutage && feed.content.enabled && this.isSure(feed)
    if (isOutage && feed.outageAt === null) await this.outages.begin(feed, health)
    if (!isOutage && feed.outageAt !== null) await this.outages.end(feed)
    const isOutageTold = isOutage === (feed.outageAt !== null)
    if (health.state !== feed.state || !isOutageTold || this.hasFigures(feed)) await this.tell(feed.id)
  }

  /**
   * A feed that was not asked since it should have told something is not accused: this server may have been down itself.
   * Once it has been up for as long as the feed may be quiet, that is no excuse any more.
   */
  private isSure(feed: FeedWithFigures): boolean {
    const { expectedMs } = feed.content
    const askedMs = Date.parse(feed.lastPollAt ?? feed.since)
    const quietMs = this.clock.ms() - newsAgeMs(feed, this.clock.ms())
    return askedMs > quietMs + 2 * expectedMs || this.clock.ms() - this.startedMs > 2 * expectedMs
  }

  /** Whether it was asked since it was told last, and that is some time ago. */
  private hasFigures({ content, since, toldAt, lastPollAt }: FeedWithFigures): boolean {
    const toldMs = Date.parse(toldAt)
    if (lastPollAt === null || Date.parse(lastPollAt) <= toldMs) return false
    // Whoever has just set it up waits for what comes of it.
    if (toldMs - Date.parse(since) < newMs) return true
    return this.clock.ms() - toldMs >= Math.min(figuresMs, content.expectedMs / 4)
  }

  private async tell(id: string): Promise<void> {
    await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      await tellNow(run, id, this.clock)
    })
    this.signal.committed()
  }
}

/** Tells a feed as it is now; whoever calls this has taken the head of the change feed. */
export async function tellNow(run: Runner, id: string, clock: Clock): Promise<FeedWithFigures> {
  const [feed] = await run.query<FeedWithFigures>(feedById(id, clock.now()))
  if (feed === undefined) throw new Error(`There is no feed ${id}.`)
  const { state, reason } = healthOf(feed, clock.ms())
  const now = { ...feed, state, reason }
  await run.query(tellFeed(feedOf(now, clock.ms()), clock.now()))
  return now
}

function healthOf(feed: FeedWithFigures, nowMs: number): FeedHealth {
  return feedHealth({ ...feed, expectedMs: feed.content.expectedMs }, nowMs)
}
