import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import { accountIn, type CoarseGrid } from '@cordon/alerts'
import { AccessChanges } from '../access/access-changes.js'
import { audiencesOf } from '../access/principal.js'
import { backlogOf, cut, isTooLong, whenDrained } from './backlog.js'
import type { FeedChange, ToldChange } from './change.js'
import { isNotTold, tellingOf, type Telling } from './event.js'
import { LiveFigures, type ResyncReason } from './figures.js'
import { tellAlone, type Follower } from './follower.js'
import { Sight } from '../sight/sight.js'
import { Seldom } from './seldom.js'
import type { LiveNamespace, LiveSocket } from './socket.js'
import { ChangeTail } from './tail.js'
import { watchesAll, type Watch } from './watch.js'
import type { StuckDeliveries } from '../wire/live.js'

/** Everyone who is told as it happens: pulses and requests for new snapshots. */
const everyone = 'following'
/** Who may see the same, and sees places alike, is told together. */
const roomOf = (audience: string, grid: CoarseGrid | null) => `audience ${audience}${grid === null ? '' : ' coarsely'}`

/** A client that reads nothing for this long is disconnected. */
const patienceMs = 10_000
/** When this node has not seen the end of the feed for so long, it does not know that all is quiet. */
const quietSeconds = 5
/** Changes that may wait for a follower that is still told of what it missed. */
const mostWaiting = 5_000
const bulkWords = 'More changed at once than is told one by one.'
/** After that all take new snapshots, not more often than this, and more seldom where they are many. */
const bulkMs = (followers: number) => Math.max(2_000, followers * 50)

/** Passes every change on to those who follow, may see it and watch it; each follower is told each change once. */
@Injectable()
export class Followers implements BeforeApplicationShutdown {
  private readonly log = new Logger(Followers.name)
  private readonly bySocket = new Map<LiveSocket, Follower>()
  private readonly namespaces: LiveNamespace[] = []
  /** How places may be seen here. */
  private readonly grids: readonly (CoarseGrid | null)[]
  private readonly bulk = new Seldom(
    () => bulkMs(this.bySocket.size),
    () => this.resyncAll('bulk', bulkWords),
  )

  constructor(
    @Inject(ChangeTail) private readonly tail: ChangeTail,
    @Inject(LiveFigures) private readonly figures: LiveFigures,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(AccessChanges) private readonly access: Pick<AccessChanges, 'hear'>,
  ) {
    this.grids = sight.grid === null ? [null] : [null, sight.grid]
    tail.on((changes) => this.pass(changes))
    tail.onJump(() => this.jump())
    tail.heedWhile(() => this.bySocket.size > 0)
  }

  beforeApplicationShutdown(): void {
    this.bulk.close()
  }

  /** Sockets may come from these namespaces. */
  serve(namespaces: readonly LiveNamespace[]): void {
    this.namespaces.push(...namespaces)
  }

  /** A socket begins to follow after `seq`; what comes waits until it is `settled`. */
  begin(socket: LiveSocket, watch: Watch, seq: number): Follower {
    this.end(socket)
    const { principal } = socket.data
    const seen = { audiences: audiencesOf(principal), grid: this.sight.gridFor(principal) }
    const follower: Follower = { socket, ...seen, watch, seq, served: 'later', waiting: [], missedBulk: false }
    this.bySocket.set(socket, follower)
    this.tail.attend()
    return follower
  }

  /** Tells a follower what waited, and from now on as it happens. Within one turn, so that nothing comes in between. */
  settle(follower: Follower): void {
    if (!this.has(follower)) return
    for (const change of follower.waiting.splice(0)) this.tellOne(follower, change)
    follower.served = 'alone'
    void follower.socket.join(everyone)
    this.join(follower)
    if (follower.missedBulk) this.resync(follower.socket, 'bulk', bulkWords)
  }

  /** Whether a follower still follows as it began. */
  has(follower: Follower): boolean {
    return this.bySocket.get(follower.socket) === follower
  }

  end(socket: LiveSocket): void {
    const follower = this.bySocket.get(socket)
    if (follower === undefined) return
    this.bySocket.delete(socket)
    for (const room of [everyone, ...roomsOf(follower)]) void socket.leave(room)
  }

  /** Tells a follower what it missed. */
  tellOne(follower: Follower, change: FeedChange): void {
    if (isNotTold(change))
      follower.missedBulk ||= change.seq > follower.seq && follower.audiences.includes(change.audience)
    else if (tellAlone(follower, tellingOf(change, follower.grid))) this.figures.events.inc()
  }

  /** What waits outside the page, or was given up there, as this node read it last. */
  stuck: StuckDeliveries = { late: 0, dead: 0 }

  /** The audiences of those who are told as it happens. */
  audiences(): ReadonlySet<string> {
    const settled = [...this.bySocket.values()].filter(({ served }) => served !== 'later')
    return new Set(settled.flatMap(({ audiences }) => audiences))
  }

  /** The last change that was told. */
  get position(): number {
    return this.tail.position
  }

  /** A sign of life: none while the feed cannot be read, so that silence is never taken for calm. */
  pulse(at: string): void {
    if (this.tail.secondsBehind > quietSeconds) return
    const seq = this.tail.position
    for (const namespace of this.namespaces) namespace.to(everyone).emit('pulse', { seq, at, stuck: this.stuck })
  }

  /** Stops telling a client that cannot keep up, until it has read what waits; then it takes a new snapshot. */
  async fallBehind({ socket }: Follower, reason: ResyncReason): Promise<void> {
    this.end(socket)
    if (await whenDrained(socket, patienceMs)) return this.resync(socket, reason, 'You were too far behind.')
    if (!socket.connected) return
    this.log.warn(`A client of ${socket.data.principal.name} read nothing for ${patienceMs / 1000} s: disconnected.`)
    cut(socket)
  }

  private pass(changes: readonly FeedChange[]): void {
    for (const change of changes) this.passOne(change)
    for (const follower of this.bySocket.values()) {
      const { served, socket, waiting } = follower
      if (served === 'later' && waiting.length > mostWaiting) void this.fallBehind(follower, 'too far behind')
      if (served !== 'later' && isTooLong(backlogOf(socket))) void this.fallBehind(follower, 'slow client')
      else if (served === 'alone') this.join(follower)
    }
  }

  private passOne(change: FeedChange): void {
    const account = change.kind === 'access' ? accountIn(change.audience) : null
    if (account !== null) return this.turnOut(account)
    if (isNotTold(change)) this.bulk.ask()
    else for (const grid of this.grids) this.passEvent(change, grid)
    for (const follower of this.bySocket.values()) if (follower.served === 'later') follower.waiting.push(change)
  }

  /**
   * Somebody sees something else from this change on, and nothing after it may reach them as before: they have to come
   * in anew. It is done here, where changes are passed on in their order, and for sockets that do not follow yet as well.
   */
  private turnOut(accountId: string): void {
    for (const namespace of this.namespaces) {
      for (const socket of namespace.sockets.values()) {
        if (socket.data.principal.kind !== 'account' || socket.data.principal.id !== accountId) continue
        this.end(socket)
        this.resync(socket, 'access', 'Who may see what has changed.')
        socket.disconnect(true)
      }
    }
    this.access.hear({ of: 'account', id: accountId, exceptSession: null })
  }

  /** Within a room, an event is encoded once for all; it is made when the first is to be told. */
  private passEvent(change: ToldChange, grid: CoarseGrid | null): void {
    let made: Telling | null = null
    const telling = () => (made ??= tellingOf(change, grid))
    const room = roomOf(change.audience, grid)
    for (const namespace of this.namespaces) {
      const size = namespace.adapter.rooms.get(room)?.size ?? 0
      if (size === 0) continue
      telling().tell(namespace.to(room))
      this.figures.events.inc(size)
    }
    for (const follower of this.bySocket.values()) {
      if (follower.served !== 'alone' || follower.grid !== grid) continue
      if (tellAlone(follower, telling())) this.figures.events.inc()
    }
  }

  /** A follower that watches all joins its rooms as soon as this node stands where it stands. */
  private join(follower: Follower): void {
    if (!watchesAll(follower.watch) || follower.seq > this.tail.position) return
    follower.served = 'room'
    void follower.socket.join(roomsOf(follower))
  }

  /** The feed went on elsewhere than expected, perhaps before what was told already. */
  private jump(): void {
    for (const follower of this.bySocket.values()) {
      if (follower.served === 'later') void this.fallBehind(follower, 'jump')
      else follower.seq = this.tail.position
    }
    this.resyncAll('jump', 'Changes were lost.')
  }

  private resync(socket: LiveSocket, reason: ResyncReason, words: string): void {
    this.figures.resync(reason)
    socket.emit('resync', { seq: this.tail.position, reason: words })
  }

  private resyncAll(reason: ResyncReason, words: string): void {
    this.figures.resync(reason, this.bySocket.size)
    const event = { seq: this.tail.position, reason: words }
    for (const namespace of this.namespaces) namespace.to(everyone).emit('resync', event)
  }
}

function roomsOf({ audiences, grid }: Follower): string[] {
  return audiences.map((audience) => roomOf(audience, grid))
}
