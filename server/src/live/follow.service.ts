import { Inject, Injectable } from '@nestjs/common'
import { changesAfter, feedEnds, type Database, type Statement } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE, isOutage } from '../platform/database.js'
import { followRequest, type FollowAnswer } from '../wire/live.js'
import { fieldErrors } from '../wire/problem.js'
import { whenDrained } from './backlog.js'
import type { FeedChange } from './change.js'
import { Few } from '../platform/few.js'
import type { Follower } from './follower.js'
import { Followers } from './followers.js'
import type { LiveSocket } from './socket.js'
import { ChangeTail } from './tail.js'
import { watchOf, type Watch } from './watch.js'

const pageRows = 500
/** Whoever missed more than this is quicker with a new snapshot. */
const mostMissed = 5_000
/** When all come back at once, ingest must still find a connection to the database. */
const readsAtOnce = 2
/** A client has this long to read a page of what it missed. */
const patienceMs = 10_000

type Refusal = Extract<FollowAnswer, { readonly ok: false }>

/** Lets a socket follow the stream: first what it missed, then what happens, without a gap and nothing twice. */
@Injectable()
export class FollowService {
  private readonly reads = new Few(readsAtOnce)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ChangeTail) private readonly tail: ChangeTail,
    @Inject(Followers) private readonly followers: Followers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Answers first, then tells: the stream goes on after the `seq` of the answer. */
  async follow(socket: LiveSocket, request: unknown, answer: (it: FollowAnswer) => void): Promise<void> {
    const parsed = followRequest.safeParse(request)
    if (!parsed.success) return answer(invalid(fieldErrors(parsed.error, request).map(said).join('; ')))
    const watch = watchOf(parsed.data)
    if (typeof watch === 'string') return answer(invalid(watch))
    const { since } = parsed.data
    if (since === undefined || since === this.tail.position) this.followNow(socket, watch, answer)
    else await this.followSince(since, this.followers.begin(socket, watch, since), answer)
  }

  private followNow(socket: LiveSocket, watch: Watch, answer: (it: FollowAnswer) => void): void {
    const seq = this.tail.position
    answer(this.goesOn(seq))
    this.followers.settle(this.followers.begin(socket, watch, seq))
  }

  private goesOn(seq: number): FollowAnswer {
    return { ok: true, seq, at: this.clock.now(), stuck: this.followers.stuck }
  }

  /** From here on changes wait for the follower; those before are read from the feed. */
  private async followSince(since: number, follower: Follower, answer: (it: FollowAnswer) => void): Promise<void> {
    const upTo = this.tail.position
    const refusal = await this.refusal(since)
    if (!this.followers.has(follower)) return answer(resync('You asked anew meanwhile, or were too far behind.'))
    if (refusal !== null) {
      this.followers.end(follower.socket)
      return answer(refusal)
    }
    answer(this.goesOn(since))
    const told = await this.tellMissed(follower, upTo).catch(unlessOutage)
    if (told) this.followers.settle(follower)
    else if (this.followers.has(follower)) await this.followers.fallBehind(follower, 'too far behind')
  }

  private async refusal(since: number): Promise<Refusal | null> {
    try {
      const [ends] = await this.read<{ readonly head: number; readonly oldest: number; readonly access: number }>(
        feedEnds(),
      )
      if (ends === undefined) throw new Error('The change feed has no head.')
      const { head, oldest, access } = ends
      if (since > head) return resync(`${since} is not reached yet; the feed stands at ${head}.`)
      if (since < oldest - 1) return resync(`The feed holds changes from ${oldest} on; you stand at ${since}.`)
      // What was told to all then may be one person's alone now.
      if (since < access) return resync('Who may see what has changed since.')
      return head - since > mostMissed ? resync(`You missed ${head - since} changes.`) : null
    } catch (error) {
      if (isOutage(error)) return resync('The database cannot be reached.')
      throw error
    }
  }

  /** Says whether the follower now knows all that is not about to be told. */
  private async tellMissed(follower: Follower, upTo: number): Promise<boolean> {
    const { socket, waiting } = follower
    let at = follower.seq
    while (at < upTo) {
      if (!(await this.isReady(follower))) return false
      const missed = await this.read<FeedChange>(changesAfter(at, Math.min(pageRows, upTo - at)))
      const last = missed.at(-1)?.seq ?? at
      const complete = missed.length > 0 && last - at === missed.length
      if (!complete || !this.followers.has(follower)) return false
      for (const change of missed) this.followers.tellOne(follower, change)
      at = last
    }
    while (waiting.length > pageRows) {
      for (const change of waiting.splice(0, pageRows)) this.followers.tellOne(follower, change)
      if (!(await this.isReady(follower))) return false
    }
    return socket.connected
  }

  private read<T extends object>(statement: Statement): Promise<readonly T[]> {
    return this.reads.do(() => this.database.query<T>(statement))
  }

  private async isReady(follower: Follower): Promise<boolean> {
    return (await whenDrained(follower.socket, patienceMs)) && this.followers.has(follower)
  }
}

function said({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === '' ? message : `${path}: ${message}`
}

function invalid(detail: string): Refusal {
  return { ok: false, code: 'invalid-input', detail }
}

function resync(detail: string): Refusal {
  return { ok: false, code: 'resync', detail }
}

function unlessOutage(error: unknown): false {
  if (isOutage(error)) return false
  throw error
}
