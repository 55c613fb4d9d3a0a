import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { ApproachTimers } from './approach.timers.js'

/** Asks every second whether the window of a threat is near: on each node, which does no harm. */
@Injectable()
export class ApproachRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(ApproachRunner.name, () => this.timers.pass())

  constructor(@Inject(ApproachTimers) private readonly timers: ApproachTimers) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }
}
