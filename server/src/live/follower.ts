import type { CoarseGrid } from '@cordon/alerts'
import type { FeedChange } from './change.js'
import type { Telling } from './event.js'
import type { LiveSocket } from './socket.js'
import { concerns, type Watch } from './watch.js'

/** A socket that follows the stream. */
export interface Follower {
  readonly socket: LiveSocket
  readonly audiences: readonly string[]
  readonly watch: Watch
  /** To which grid it sees places; null: as they are. */
  readonly grid: CoarseGrid | null
  /** The last change that it knows; counted while it is served by itself. */
  seq: number
  /**
   * How changes reach it: `later`, while it is told of what it missed; `alone`, because it watches a part or is ahead of
   * this node; `room`, with all others of its audiences.
   */
  served: 'later' | 'alone' | 'room'
  /** Changes that were told while it is served later. */
  readonly waiting: FeedChange[]
  /** What it missed holds more than is told one by one: it needs a new snapshot. */
  missedBulk: boolean
}

/** Tells a follower a change that it does not know yet, if it may see it and watches it; says whether it did. */
export function tellAlone(follower: Follower, { change, tell }: Telling): boolean {
  if (change.seq <= follower.seq) return false
  follower.seq = change.seq
  if (!follower.audiences.includes(change.audience) || !concerns(follower.watch, change)) return false
  tell(follower.socket)
  return true
}
