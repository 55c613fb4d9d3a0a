import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { SitrepTimers } from './schedule.timers.js'

/** Asks every few seconds whether a report is to be drawn up: on each node, which does no harm. */
@Injectable()
export class SitrepRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(SitrepRunner.name, () => this.timers.pass())

  constructor(@Inject(SitrepTimers) private readonly timers: SitrepTimers) {}

  @Interval(5_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }
}
