import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Database, StandbyState } from '@cordon/db'
import type { Logger } from 'pino'
import { Gauge } from 'prom-client'
import { DATABASE } from './database.js'
import { LogToken } from './log.js'
import { Metrics } from './metrics.js'

const otherwise: Readonly<Record<Exclude<StandbyState, 'follows'>, string>> = {
  late: 'the standby is behind: history is read from the database itself',
  away: 'the standby cannot be reached: history is read from the database itself',
  other: 'CORDON_STANDBY_URL leads to no standby of DATABASE_URL: history is read from the database itself',
}

/** Says in the log and to Prometheus whether history is read from the standby. */
@Injectable()
export class StandbyTeller implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Pick<Database, 'standby'>,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(LogToken) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    if (this.database.standby === null) return
    const follows = new Gauge({
      name: 'cordon_standby_follows',
      help: 'Whether history is read from the standby: 0 where it is late, away or none of this database',
      registers: [this.metrics.registry],
    })
    this.database.standby.watch((state, why) => {
      follows.set(state === 'follows' ? 1 : 0)
      if (state === 'follows') this.log.info('history is read from the standby')
      else this.log.warn({ standby: state, ...(why === null ? {} : { why }) }, otherwise[state])
    })
  }
}
