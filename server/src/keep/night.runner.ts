import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { NightTimers } from './night.timers.js'

/** Asks every minute whether the night's work is due: on each node, which does no harm. */
@Injectable()
export class NightRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isStopped = false
  private readonly ticker = new Ticker(NightRunner.name, () => this.timers.pass(() => this.isStopped))

  constructor(@Inject(NightTimers) private readonly timers: NightTimers) {}

  /** A server that was stopped in the night does its work when it starts. */
  onApplicationBootstrap(): void {
    void this.tick()
  }

  @Interval(60_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true
    return this.ticker.stop()
  }
}
