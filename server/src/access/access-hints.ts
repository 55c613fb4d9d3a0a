import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { listen, notify, type Database } from '@cordon/db'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Pause } from '../live/pause.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { DATABASE } from '../platform/database.js'
import { AccessChanges, type AccessChange } from './access-changes.js'

const channel = 'cordon_access'
const retryMs = 1_000
const longMs = 86_400_000

const hint = z.object({
  node: z.string(),
  change: z.discriminatedUnion('of', [
    z.object({ of: z.literal('account'), id: z.string(), exceptSession: z.string().nullable() }),
    z.object({ of: z.literal('session'), id: z.string() }),
    z.object({ of: z.literal('token'), id: z.string() }),
  ]),
})

/**
 * Tells the other nodes what access has changed here, and hears it from them. A hint that is lost costs time alone: no
 * node remembers a principal for longer than seconds, or keeps a socket unchecked for longer than a minute.
 */
@Injectable()
export class AccessHints implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AccessHints.name)
  private readonly node = randomUUID()
  private readonly pause = new Pause()
  private done: Promise<void> = Promise.resolve()
  private deaf = false

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ConfigToken) private readonly config: Pick<Config, 'databaseUrl'>,
    @Inject(AccessChanges) private readonly changes: AccessChanges,
  ) {}

  onApplicationBootstrap(): void {
    const { databaseUrl } = this.config
    if (databaseUrl === null) return
    this.changes.onMade((change) => this.send(change))
    this.done = this.keepListening(databaseUrl)
  }

  beforeApplicationShutdown(): Promise<void> {
    this.pause.close()
    return this.done
  }

  private send(change: AccessChange): void {
    const payload = JSON.stringify({ node: this.node, change } satisfies z.input<typeof hint>)
    this.database.query(notify(channel, payload)).catch((error: unknown) => {
      this.log.warn(`Other nodes could not be told of a change of access: ${String(error)}`)
    })
  }

  private async keepListening(url: string): Promise<void> {
    while (!this.pause.closed) {
      await this.listenOnce(url).catch((error: unknown) => this.deafened(error))
      await this.pause.wait(retryMs)
    }
  }

  private async listenOnce(url: string): Promise<void> {
    const lost = () => this.pause.end()
    const connection = await listen({ url, channel, heard: (payload) => this.hear(payload), lost })
    this.deaf = false
    await this.pause.wait(longMs)
    await connection.close()
  }

  /** Said once an outage, however long it lasts. */
  private deafened(error: unknown): void {
    if (!this.deaf) this.log.warn(`Changes of access on other nodes are not heard: ${String(error)}`)
    this.deaf = true
  }

  private hear(payload: string): void {
    const heard = hint.safeParse(JSON.parse(payload))
    if (heard.success && heard.data.node !== this.node) this.changes.hear(heard.data.change)
  }
}
