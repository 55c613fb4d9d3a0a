import { Inject, Injectable, Logger } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { fixedTerms, instantOf } from '@cordon/alerts'
import { forgetKeys, forgetSessions, type Database } from '@cordon/db'
import { Clock } from './clock.js'
import { DATABASE, isOutage } from './database.js'

const everyMs = 600_000
const keysLastMs = fixedTerms.answer * 24 * 3_600_000

/** Forgets what has had its time: idempotency keys after a day, sessions that have ended. */
@Injectable()
export class Housekeeping {
  private readonly log = new Logger(Housekeeping.name)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Interval(everyMs)
  async tidy(): Promise<void> {
    try {
      await this.database.query(forgetKeys(instantOf(this.clock.ms() - keysLastMs)))
      await this.database.query(forgetSessions(this.clock.now()))
    } catch (error) {
      if (!isOutage(error)) this.log.error(error)
    }
  }
}
