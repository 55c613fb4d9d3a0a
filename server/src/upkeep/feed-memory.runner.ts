import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { fixedTerms, instantOf } from '@cordon/alerts'
import { forgetFeedItems, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Ticker } from './ticker.js'

/** What a source has not listed for so long is not expected to come again, nor to be corrected or withdrawn. */
const keptMs = fixedTerms.feedItem * 24 * 60 * 60_000
/** Few enough that ingest does not wait for them. */
const atOnce = 1_000

/** Lets go of what is known of feeds' items that their sources no longer list, some at a time. */
@Injectable()
export class FeedMemoryRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(FeedMemoryRunner.name, () => this.forget())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Interval(60 * 60_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async forget(): Promise<void> {
    const before = instantOf(this.clock.ms() - keptMs)
    for (let most = atOnce; most === atOnce;) {
      const [done] = await this.database.query<{ most: number }>(forgetFeedItems(before, atOnce))
      most = done?.most ?? 0
    }
  }
}
