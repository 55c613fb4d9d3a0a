import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Ticker } from '../upkeep/ticker.js'
import { AlertService } from './alert.service.js'

/**
 * Returns shelved alerts when their time has come. The time stands with the alert, so a restart forgets none; a row that
 * another node holds is passed over, so each returns once.
 */
@Injectable()
export class TimerRunner implements BeforeApplicationShutdown {
  private readonly ticker = new Ticker(TimerRunner.name, () => this.returnDue())

  constructor(@Inject(AlertService) private readonly alerts: AlertService) {}

  @Interval(1_000)
  tick(): Promise<void> {
    return this.ticker.tick()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop()
  }

  private async returnDue(): Promise<void> {
    const returned = await this.alerts.returnDue()
    if (returned > 0) void this.ticker.tick()
  }
}
