import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Seldom } from '../live/seldom.js'
import { ChangeTail } from '../live/tail.js'
import { Clock } from '../platform/clock.js'
import { Ticker } from '../upkeep/ticker.js'
import { PageChannel } from './page.channel.js'

/** While alerts come one after another, they are marked as told together. */
const betweenMs = 250

/** Delivers on the page what is due: soon after the stream tells of alerts, and whenever somebody may have come. */
@Injectable()
export class PageRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(PageRunner.name, () => this.page.deliver(this.clock.now()))

  private readonly soon = new Seldom(
    () => betweenMs,
    () => void this.tick(),
  )

  constructor(
    @Inject(PageChannel) private readonly page: PageChannel,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeTail) tail: ChangeTail,
  ) {
    tail.on((changes) => {
      if (changes.some(({ kind }) => kind === 'alert')) this.soon.ask()
    })
  }

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    this.soon.close()
    return this.ticker.stop()
  }
}
