import { finding } from '@cordon/alerts'
import { Controller, Inject } from '@nestjs/common'
import { feedEnds, type Database } from '@cordon/db'
import { statfs } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { platformRoutes, type HealthOut } from '../wire/platform.js'
import { Clock } from './clock.js'
import { ConfigToken, type Config } from './config.js'
import { DATABASE } from './database.js'
import { failureOf } from './failure.js'
import { busy, ok, type Result } from './result.js'
import { Route } from './route.js'
import { version } from './version.js'

/** The database has this long to say where the change feed is. */
const limitMs = 2_000

/** With less room than this PostgreSQL makes no further segment of its log. */
const leastRoomBytes = 1 << 20

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < leastRoomBytes
}

/** Whether this server can do its work. */
@Controller()
export class HealthController {
  private readonly startedAt: string

  constructor(
    @Inject(DATABASE) private readonly database: Pick<Database, 'kind' | 'query'>,
    @Inject(Clock) clock: Clock,
    @Inject(ConfigToken) private readonly config: Pick<Config, 'folder'>,
  ) {
    this.startedAt = clock.now()
  }

  @Route(platformRoutes.health)
  async health(): Promise<Result<HealthOut>> {
    const { kind } = this.database
    // It still answers where there is no room to store anything. Of a database elsewhere only that one knows.
    if (kind === 'embedded' && (await isFull(this.config.folder)))
      return busy('unavailable', finding('away.disk', {}), 5)
    const head = await this.head()
    if (!head.ok) return head
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
