import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { ChangeTail } from '../live/tail.js'
import { Clock } from '../platform/clock.js'
import { Ticker } from '../upkeep/ticker.js'
import { PageChannel } from './page.channel.js'

/** Delivers on the page what is due: as soon as the stream tells of alerts, and whenever somebody may have come. */
@Injectable()
export class PageRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(PageRunner.name, () => this.page.deliver(this.clock.now()))

  constructor(
    @Inject(PageChannel) private readonly page: PageChannel,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeTail) tail: ChangeTail,
  ) {
    tail.on((changes) => {
      if (changes.some(({ kind }) => kind === 'alert')) void this.tick()
    })
  }

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }
}
