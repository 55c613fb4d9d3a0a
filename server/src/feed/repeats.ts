import { finding } from '@cordon/alerts'
import { deny, ok, type Result } from '../platform/result.js'

/** A signature is believed for 5 min before and after its time, so an id has to be known for 10. */
const keptMs = 10 * 60_000

/**
 * The ids of what was pushed with a signature, so that whoever caught a message cannot send it again and put an old version
 * back. Known to this node and until it ends; what was sent to another node is not known here.
 */
export class Repeats {
  private readonly seen = new Map<string, number>()

  /** Notes an id; a problem where it came before. */
  take(id: string, nowMs: number): Result<null> {
    for (const [old, atMs] of this.seen) {
      if (nowMs - atMs <= keptMs) break
      this.seen.delete(old)
    }
    if (this.seen.has(id)) return deny('wrong-state', finding('push.repeated', {}))
    this.seen.set(id, nowMs)
    return ok(null)
  }

  /** Lets an id come again: what it brought was not taken. */
  forget(id: string): void {
    this.seen.delete(id)
  }
}
