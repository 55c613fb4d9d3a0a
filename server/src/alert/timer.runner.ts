import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { AlertFollower } from './alert.follower.js'
import { AlertTimers } from './alert.timers.js'

/** Asks every second whether the house has something to do with alerts: on each node, which does no harm. */
@Injectable()
export class TimerRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(TimerRunner.name, () => this.run())

  constructor(
    @Inject(AlertTimers) private readonly timers: AlertTimers,
    @Inject(AlertFollower) private readonly follower: AlertFollower,
  ) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  /** What changed goes first: nobody is called to an alert that is cleared. */
  private async run(): Promise<void> {
    const { revised, shelved, due } = await this.timers.waiting()
    const followed = revised ? await this.follower.follow() : 0
    const returned = shelved ? await this.timers.returnShelved() : 0
    const acted = due ? await this.timers.actOnDue() : 0
    if (followed + returned + acted > 0) void this.ticker.tick()
  }
}
