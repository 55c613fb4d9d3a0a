import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { changesAfter, feedEnds, type Database } from '@cordon/db'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { faultPoint } from '../platform/fault-point.js'
import type { FeedChange } from './change.js'
import { Hints } from './hints.js'
import { Pause } from './pause.js'
import { ChangeSignal } from './signal.js'

/** Changes read at once. */
const pageRows = 500
/** Changes told in one turn of the event loop, so that requests are answered between them. */
const sliceRows = 20
/** How long an unheard change may stay unseen. */
const pollMs = { embedded: 1_000, server: 200 } as const
const longestBackoffMs = 5_000

type Listener = (changes: readonly FeedChange[]) => void

/**
 * Follows the change feed of the database and tells every change once, in order, to whoever listens here. It reads when
 * something was committed in this process, when another node hints at it, and at every poll.
 */
@Injectable()
export class ChangeTail implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ChangeTail.name)
  private readonly pause = new Pause()
  private readonly listeners = new Set<Listener>()
  private readonly jumpListeners = new Set<() => void>()
  private isHeeded = () => true
  private seq = 0
  private caughtUpMs = 0
  private failures = 0
  private running: Promise<void> | null = null
  private readonly stops: (() => Promise<void>)[] = []

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
    @Inject(Hints) private readonly hints: Hints,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The last change that was told. */
  get position(): number {
    return this.seq
  }

  /** Seconds since the end of the feed was last seen: small while all is well, growing while the database is away. */
  get secondsBehind(): number {
    return Math.max(0, this.clock.ms() - this.caughtUpMs) / 1000
  }

  /** Hears every change after `position`, until the returned function is called. */
  on(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Hears when changes were missed for good, so that whoever follows needs a new snapshot. */
  onJump(listener: () => void): () => void {
    this.jumpListeners.add(listener)
    return () => this.jumpListeners.delete(listener)
  }

  /** While this says no, what is appended goes by unread: nobody is there to be told. */
  heedWhile(isHeeded: () => boolean): void {
    this.isHeeded = isHeeded
  }

  onApplicationBootstrap(): Promise<void> {
    return this.start()
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop()
  }

  /** Starts at the feed's head. */
  async start(): Promise<void> {
    this.seq = (await this.ends()).head
    this.caughtUpMs = this.clock.ms()
    const deafen = this.signal.onCommitted(() => this.wake())
    this.stops.push(async () => deafen())
    this.stops.push(this.hints.open(() => this.pause.end()))
    this.running = this.follow()
  }

  /** Ends after the changes that are being told. */
  async stop(): Promise<void> {
    this.pause.close()
    await Promise.all(this.stops.splice(0).map((stop) => stop()))
    await this.running
    this.running = null
  }

  /** Reads at once, and hints to the other nodes. */
  wake(): void {
    if (this.isHeeded()) this.attend()
    this.hints.send()
  }

  /** Reads at once: somebody has come to be told. */
  attend(): void {
    this.pause.end()
  }

  private async follow(): Promise<void> {
    while (!this.pause.closed) {
      const waitMs = await this.read()
      if (waitMs > 0) await this.pause.wait(waitMs)
    }
  }

  /** Reads and tells one page; gives how long to wait for the next. */
  private async read(): Promise<number> {
    try {
      if (this.failures > 0) await this.reconnected()
      if (!this.isHeeded()) await this.skip()
      if (!this.isHeeded()) return pollMs[this.database.kind]
      const changes = await this.database.query<FeedChange>(changesAfter(this.seq, pageRows))
      await this.tell(changes)
      if (changes.length === pageRows) return 0
      this.caughtUpMs = this.clock.ms()
      return pollMs[this.database.kind]
    } catch (error) {
      this.failures += 1
      if (this.failures === 1) this.log.warn(`The change feed cannot be read: ${String(error)}`)
      return Math.min(longestBackoffMs, 50 * 2 ** this.failures)
    }
  }

  /** Moves to the head unread; whoever came meanwhile is told from where it stood. */
  private async skip(): Promise<void> {
    const { head } = await this.ends()
    if (this.isHeeded()) return
    if (head < this.seq) this.jump(head)
    this.seq = head
    this.caughtUpMs = this.clock.ms()
  }

  /** A standby that took over, or a restored copy, may lack what was told already. */
  private async reconnected(): Promise<void> {
    const { head } = await this.ends()
    this.log.log(`The change feed can be read again at ${head}, ${head - this.seq} changes on.`)
    this.failures = 0
    if (head < this.seq) this.jump(head)
  }

  private async tell(changes: readonly FeedChange[]): Promise<void> {
    const [first] = changes
    if (first !== undefined) faultPoint('publish.read')
    if (first !== undefined && first.seq !== this.seq + 1) this.jump(first.seq - 1)
    for (let from = 0; from < changes.length && !this.pause.closed; from += sliceRows) {
      if (from > 0) await nextTurn()
      this.tellSlice(changes.slice(from, from + sliceRows))
      faultPoint('publish.emitted')
    }
  }

  /** The position moves before anybody hears of it: within one turn, listeners see it where their change is. */
  private tellSlice(slice: readonly FeedChange[]): void {
    this.seq = slice.at(-1)?.seq ?? this.seq
    for (const listener of this.listeners) this.safely(() => listener(slice))
  }

  private jump(to: number): void {
    this.log.warn(`The change feed goes on after ${to}, expected after ${this.seq}: all clients take a new snapshot.`)
    this.seq = to
    for (const listener of this.jumpListeners) this.safely(listener)
  }

  /** One listener's fault must not stop the stream for the others. */
  private safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.log.error(error)
    }
  }

  private async ends(): Promise<{ readonly head: number; readonly oldest: number }> {
    const [row] = await this.database.query<{ head: number; oldest: number }>(feedEnds())
    if (row === undefined) throw new Error('The change feed has no head.')
    return row
  }
}
