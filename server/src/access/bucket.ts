interface Level {
  readonly tokens: number
  readonly atMs: number
}

export interface BucketLimit {
  /** How many may come at once. */
  readonly burst: number
  readonly perSecond: number
}

/** How many keys are watched before those that are full again are forgotten. */
const tidyAt = 10_000

/** Token buckets by key: bursts pass, a steady stream is held to a rate. */
export class Buckets {
  private readonly levels = new Map<string, Level>()

  constructor(private readonly limit: BucketLimit) {}

  /** Takes one; gives 0, or the milliseconds until there is one. */
  take(key: string, nowMs: number): number {
    const { burst, perSecond } = this.limit
    const level = this.levels.get(key)
    const tokens = level === undefined ? burst : this.refilled(level, nowMs)
    if (tokens < 1) return ((1 - tokens) / perSecond) * 1000
    if (level === undefined && this.levels.size >= tidyAt) this.tidy(nowMs)
    this.levels.set(key, { tokens: tokens - 1, atMs: nowMs })
    return 0
  }

  private refilled({ tokens, atMs }: Level, nowMs: number): number {
    const { burst, perSecond } = this.limit
    return Math.min(burst, tokens + ((nowMs - atMs) / 1000) * perSecond)
  }

  private tidy(nowMs: number): void {
    for (const [key, level] of this.levels) if (this.refilled(level, nowMs) >= this.limit.burst) this.levels.delete(key)
  }
}
