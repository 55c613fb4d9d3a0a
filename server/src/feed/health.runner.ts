import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { feedStates } from '@cordon/alerts'
import type { FeedWithFigures } from '@cordon/db'
import { Interval } from '@nestjs/schedule'
import { Metrics } from '../platform/metrics.js'
import { Ticker } from '../upkeep/ticker.js'
import { HealthKeeper } from './health.keeper.js'

/** Holds the feeds against the clock: silence is nothing that arrives, somebody has to look. */
@Injectable()
export class HealthRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(HealthRunner.name, () => this.check())

  constructor(
    @Inject(HealthKeeper) private readonly keeper: HealthKeeper,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async check(): Promise<void> {
    const feeds = await this.keeper.checkAll()
    this.metrics.feeds.reset()
    for (const state of feedStates) this.metrics.feeds.set({ state }, count(feeds, state))
  }
}

function count(feeds: readonly FeedWithFigures[], state: FeedWithFigures['state']): number {
  return feeds.filter((feed) => feed.content.enabled && feed.state === state).length
}
