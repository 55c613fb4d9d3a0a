import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { PostponedTimers } from './postponed.timers.js'

/** Asks every second whether a rule is to be asked about something again: on each node, which does no harm. */
@Injectable()
export class PostponedRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(PostponedRunner.name, () => this.timers.pass())

  constructor(@Inject(PostponedTimers) private readonly timers: PostponedTimers) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }
}
