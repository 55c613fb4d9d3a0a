import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { instantOf } from '@cordon/alerts'
import { releaseAllDeliveries, stuckDeliveries, type Database, type Stuck } from '@cordon/db'
import { Followers } from '../live/followers.js'
import { Seldom } from '../live/seldom.js'
import { ChangeTail } from '../live/tail.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { Ticker } from '../upkeep/ticker.js'
import { Outbox } from './outbox.js'

/** Alerts that come one after another are told together where they go to the same people. */
const betweenMs = 250
const minute = 60_000
/** Nobody should wait longer than this for what is owed to them. */
const lateMs = 5 * minute
const day = 24 * 60 * minute

/** Tells what is due outside the page: soon after an alert, and every second. Says on the stream how much is stuck. */
@Injectable()
export class OutboxRunner implements BeforeApplicationShutdown {
  private isFirst = true
  private readonly ticker = new Ticker(OutboxRunner.name, () => this.tell())
  private readonly tidying = new Ticker(`${OutboxRunner.name}: what is stuck`, () => this.tidy())
  private readonly holding = new Ticker(`${OutboxRunner.name}: what is under way`, () => this.outbox.holdOn())

  private readonly soon = new Seldom(
    () => betweenMs,
    () => void this.tick(),
  )

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Followers) private readonly followers: Followers,
    @Inject(ChangeTail) tail: ChangeTail,
  ) {
    outbox.wake = () => void this.tick()
    tail.on((changes) => {
      if (changes.some(({ kind }) => kind === 'alert')) this.soon.ask()
    })
  }

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  @Interval(15_000)
  tickHolding(): Promise<void> {
    return this.holding.tick()
  }

  @Interval(5_000)
  tickTidy(): Promise<void> {
    return this.tidying.tick()
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.soon.close()
    await Promise.all([this.ticker.stop(), this.tidying.stop(), this.holding.stop(), this.outbox.stop()])
  }

  private async tell(): Promise<number> {
    await this.atStart()
    return this.outbox.tell()
  }

  /** An embedded database has one node: a lease that is found at its start is of one that was killed. */
  private async atStart(): Promise<void> {
    if (this.isFirst && this.database.kind === 'embedded') await this.database.query(releaseAllDeliveries())
    this.isFirst = false
  }

  private async tidy(): Promise<void> {
    await this.outbox.tidy()
    const [late, dead] = [lateMs, day].map((ms) => instantOf(this.clock.ms() - ms))
    const [stuck] = await this.database.query<Stuck>(stuckDeliveries(late ?? '', dead ?? ''))
    if (stuck !== undefined) this.followers.stuck = stuck
  }
}
