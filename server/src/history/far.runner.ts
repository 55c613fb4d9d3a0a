import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { Instant } from '@cordon/alerts'
import { countFarMonth, farMonthsDue, type Database } from '@cordon/db'
import { DATABASE } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'

/** Where something of a month has just changed, more may follow. */
const restSeconds = 60
/** The others come at the next tick: counting stands in nobody's way for long. */
const atOnce = 12

/** Counts ahead what lies where on the far map, of months that are over. */
@Injectable()
export class FarRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(FarRunner.name, () => this.count())

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Interval(30_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  /** Some of the months that have rested, the latest first. */
  private async count(): Promise<void> {
    const due = await this.database.query<{ month: Instant }>(farMonthsDue(restSeconds, atOnce))
    for (const { month } of due) await this.database.transaction('plain', (run) => countFarMonth(run, month))
  }
}
