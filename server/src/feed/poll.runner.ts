import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { instantOf } from '@cordon/alerts'
import { claimFeeds, releaseAllFeeds, type Database, type FeedRow } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'
import { Fetcher } from './fetch.js'
import { HealthKeeper } from './health.keeper.js'
import { Poller } from './poller.js'

/** Feeds that one node asks at once. */
const atOnce = 8
/** Longer than any poll takes (`fetchLimits.wholeMs` and its reading and storing); a node that is killed in the middle holds a feed up for no longer. */
const leaseMs = 5 * 60_000

/** Asks every feed that is due. Which node asks is decided by a lease on the feed's row, so that each is asked once. */
@Injectable()
export class PollRunner implements BeforeApplicationShutdown {
  private readonly log = new Logger(PollRunner.name)
  private readonly ticker = new Ticker(PollRunner.name, () => this.begin())
  private readonly under = new Map<string, Promise<void>>()
  private isFirst = true

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Poller) private readonly poller: Poller,
    @Inject(HealthKeeper) private readonly keeper: HealthKeeper,
    @Inject(Fetcher) private readonly fetcher: Fetcher,
  ) {}

  @Interval(500)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  /** Resolves when no feed is being asked and none is due. */
  async idle(): Promise<void> {
    await this.ticker.tick()
    while (this.under.size > 0) {
      await Promise.all(this.under.values())
      await this.ticker.tick()
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop()
    await this.fetcher.close()
    await Promise.all(this.under.values())
  }

  private async begin(): Promise<void> {
    const free = atOnce - this.under.size
    if (free <= 0) return
    const ms = this.clock.ms()
    await this.atStart()
    const claim = { leaseUntil: instantOf(ms + leaseMs), limit: free, underWay: [...this.under.keys()] }
    const due = await this.database.query<FeedRow>(claimFeeds(instantOf(ms), claim))
    for (const feed of due)
      this.under.set(
        feed.id,
        this.poll(feed).finally(() => this.under.delete(feed.id)),
      )
  }

  /** An embedded database has one node: a lease that is found at its start is of one that was killed. */
  private async atStart(): Promise<void> {
    if (this.isFirst && this.database.kind === 'embedded') await this.database.query(releaseAllFeeds())
    this.isFirst = false
  }

  private async poll(feed: FeedRow): Promise<void> {
    try {
      await this.poller.poll(feed).catch((error: unknown) => this.brokeOff(feed, error))
      await this.keeper.check(feed.id)
    } catch (error) {
      if (!isOutage(error)) this.log.error(error)
    }
  }

  private async brokeOff(feed: FeedRow, error: unknown): Promise<void> {
    if (isOutage(error)) throw error
    this.log.error(error)
    await this.poller.broken(feed, error)
  }
}
