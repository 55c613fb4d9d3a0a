import { finding } from '@cordon/alerts'
import { Controller, Inject } from '@nestjs/common'
import { feedEnds, type Database } from '@cordon/db'
import { setTimeout as wait } from 'node:timers/promises'
import { platformRoutes, type HealthOut } from '../wire/platform.js'
import { Clock } from './clock.js'
import { DATABASE } from './database.js'
import { failureOf } from './failure.js'
import { busy, ok, type Result } from './result.js'
import { Route } from './route.js'
import { version } from './version.js'

/** The database has this long to say where the change feed is. */
const limitMs = 2_000

/** Whether this server can do its work. */
@Controller()
export class HealthController {
  private readonly startedAt: string

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) clock: Clock,
  ) {
    this.startedAt = clock.now()
  }

  @Route(platformRoutes.health)
  async health(): Promise<Result<HealthOut>> {
    const head = await this.head()
    if (!head.ok) return head
    const { kind } = this.database
    return ok({ status: 'ok', database: kind, version, seq: head.value, startedAt: this.startedAt })
  }

  private async head(): Promise<Result<number>> {
    const stop = new AbortController()
    try {
      const late = wait(limitMs, null, { signal: stop.signal, ref: false })
      const rows = await Promise.race([this.database.query<{ readonly head: number }>(feedEnds()), late])
      const head = rows?.[0]?.head
      return head === undefined ? busy('unavailable', finding('away.slow', {}), 5) : ok(head)
    } catch (error) {
      const failure = failureOf(error)
      if (failure === null) throw error
      return { ok: false, failure }
    } finally {
      stop.abort()
    }
  }
}
