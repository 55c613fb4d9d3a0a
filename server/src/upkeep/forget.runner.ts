import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { fixedTerms, instantOf } from '@cordon/alerts'
import { forgetChanges, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Ticker } from './ticker.js'

/** The change feed reaches back this far; whoever was away for longer takes a new snapshot. */
const keptMs = fixedTerms.change * 24 * 60 * 60_000
/** Few enough that ingest does not wait for them. */
const atOnce = 1_000

/** Lets go of old changes, some at a time. */
@Injectable()
export class ForgetRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(ForgetRunner.name, () => this.forget())

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Interval(10 * 60_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async forget(): Promise<void> {
    const before = instantOf(this.clock.ms() - keptMs)
    const forgotten = await this.database.query(forgetChanges(before, atOnce))
    if (forgotten.length === atOnce) void this.ticker.tick()
  }
}
