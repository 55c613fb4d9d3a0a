import { Inject, Injectable, Logger } from '@nestjs/common'
import { listen, notify, type Database } from '@cordon/db'
import { randomUUID } from 'node:crypto'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { Pause } from './pause.js'

const channel = 'cordon_change'
/** A notification takes a lock that every commit of another one needs: this much time lies between two. */
const betweenMs = 20
const retryMs = 1_000
const longMs = 86_400_000

/**
 * Hints between nodes that the change feed has grown. They only shorten the wait for the next poll, so a lost one costs
 * no more than that. The embedded database has one node, and so no hints.
 */
@Injectable()
export class Hints {
  private readonly log = new Logger(Hints.name)
  private readonly node = randomUUID()
  private timer: NodeJS.Timeout | null = null
  private sentMs = -betweenMs

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ConfigToken) private readonly config: Pick<Config, 'databaseUrl'>,
  ) {}

  /** Hears the hints of other nodes until the returned function is called. */
  open(heard: () => void): () => Promise<void> {
    const { databaseUrl } = this.config
    if (databaseUrl === null) return async () => undefined
    const pause = new Pause()
    const done = this.keepListening(pause, { url: databaseUrl, heard })
    return () => {
      pause.close()
      if (this.timer !== null) clearTimeout(this.timer)
      return done
    }
  }

  /** Hints to the other nodes, soon and not too often. */
  send(): void {
    if (this.config.databaseUrl === null || this.timer !== null) return
    const waitMs = Math.max(0, this.sentMs + betweenMs - performance.now())
    this.timer = setTimeout(() => {
      this.timer = null
      this.sentMs = performance.now()
      this.database.query(notify(channel, this.node)).catch(() => undefined)
    }, waitMs)
  }

  private async keepListening(pause: Pause, options: { readonly url: string; readonly heard: () => void }) {
    while (!pause.closed) {
      await this.listenOnce(pause, options).catch((error: unknown) => {
        this.log.warn(`No hints from other nodes, the feed is polled: ${String(error)}`)
      })
      await pause.wait(retryMs)
    }
  }

  private async listenOnce(pause: Pause, { url, heard }: { readonly url: string; readonly heard: () => void }) {
    const others = (payload: string) => {
      if (payload !== this.node) heard()
    }
    const connection = await listen({ url, channel, heard: others, lost: () => pause.end() })
    heard()
    await pause.wait(longMs)
    await connection.close()
  }
}
