import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { Pentad } from '@cordon/alerts'
import { countFarPentad, farPentadsDue, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'

/** Where something of a pentad has just changed, more may follow. */
const restSeconds = 60
/** The others come at the next tick: counting stands in nobody's way for long. */
const atOnce = 36

/** Counts ahead what lies where on the far map, of days that are over. */
@Injectable()
export class FarRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(FarRunner.name, () => this.count())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Interval(30_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  /** Some of the pentads that have rested, the latest first. */
  private async count(): Promise<void> {
    const due = await this.database.query<Pentad>(farPentadsDue(restSeconds, atOnce))
    const now = this.clock.now()
    for (const pentad of due) await this.database.transaction('plain', (run) => countFarPentad(run, pentad, { now }))
  }
}
