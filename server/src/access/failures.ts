interface Entry {
  readonly count: number
  readonly sinceMs: number
  readonly blockedUntilMs: number
}

export interface FailureLimit {
  /** Failures within the window that are let pass. */
  readonly most: number
  readonly windowMs: number
  /** The first wait; each further failure doubles it, up to the window. */
  readonly firstWaitMs: number
}

/** How many keys are watched at most; beyond that the oldest are forgotten, so that floods cannot fill the memory. */
const mostKeys = 50_000

/** Counts failures by key and says how long the next try has to wait. */
export class Failures {
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly limit: FailureLimit) {}

  /** How many keys are watched. */
  get size(): number {
    return this.entries.size
  }

  /** Milliseconds until a try is let pass; 0 for now. */
  waitMs(key: string, nowMs: number): number {
    return Math.max(0, (this.entries.get(key)?.blockedUntilMs ?? 0) - nowMs)
  }

  /** Counts a try as failed, before its outcome is known, so that tries at the same time count too. */
  count(key: string, nowMs: number): void {
    const { most, windowMs, firstWaitMs } = this.limit
    const before = this.entries.get(key)
    const fresh = before === undefined || nowMs - before.sinceMs > windowMs
    const count = fresh ? 1 : before.count + 1
    const wait = count < most ? 0 : Math.min(windowMs, firstWaitMs * 2 ** Math.min(count - most, 20))
    const oldest = this.entries.size >= mostKeys ? this.entries.keys().next() : null
    if (oldest?.done === false) this.entries.delete(oldest.value)
    this.entries.set(key, { count, sinceMs: fresh ? nowMs : before.sinceMs, blockedUntilMs: nowMs + wait })
  }

  /** The counted try was right after all. */
  uncount(key: string): void {
    const entry = this.entries.get(key)
    if (entry === undefined) return
    if (entry.count <= 1) this.entries.delete(key)
    else this.entries.set(key, { ...entry, count: entry.count - 1, blockedUntilMs: 0 })
  }

  forget(key: string): void {
    this.entries.delete(key)
  }
}
