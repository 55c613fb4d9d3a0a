import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { AbsenceTimers } from './absence.timers.js'

/** Asks every second whether a rule has missed what it waits for: on each node, which does no harm. */
@Injectable()
export class AbsenceRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(AbsenceRunner.name, () => this.timers.pass())

  constructor(@Inject(AbsenceTimers) private readonly timers: AbsenceTimers) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }
}
