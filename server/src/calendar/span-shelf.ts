import type { Calendar } from '@cordon/alerts'
import { timesAside } from './read/aside.js'
import type { Window } from './read/expand.js'
import type { TextTimes } from './read/order.js'

/** A text, by its hash, and by whose clock it is meant. */
export type TextKey = Pick<Calendar, 'sourceHash' | 'timeZone'>

/** Spans that are kept in all, some 150 bytes each. */
const mostSpans = 300_000

/** How long one that cannot be read is left alone: whoever decides by it waits for it once in that time. */
const unreadMs = 60_000

type ReadTimes = typeof timesAside

/**
 * When texts are on, as it was found last: a list that is looked at often is no work that decisions wait behind. A text
 * never changes, so what was found stays right.
 */
export class SpanShelf {
  private readonly found = new Map<string, TextTimes>()
  private readonly unreadUntil = new Map<string, number>()
  private spansCount = 0

  constructor(
    private readonly read: ReadTimes = timesAside,
    private readonly nowMs = () => performance.now(),
  ) {}

  /** Of each text when it is on in a window; `sourcesOf` is asked for those that are not known. Null of what cannot be read. */
  async of(
    texts: readonly TextKey[],
    window: Window,
    sourcesOf: (missing: readonly TextKey[]) => Promise<ReadonlyMap<string, string>>,
  ): Promise<readonly (TextTimes | null)[]> {
    const keys = texts.map((it) => keyOf(it, window))
    const known = new Map(keys.map((key) => [key, this.found.get(key)] as const))
    const missing = new Map(
      texts.map((it, at) => [keys[at] ?? '', it] as const).filter(([key]) => !this.found.has(key) && !this.isLeft(key)),
    )
    if (missing.size > 0) {
      const sources = await sourcesOf([...missing.values()])
      const asked = [...missing.values()].map(({ sourceHash, timeZone }) => ({
        ...{ source: sources.get(sourceHash) ?? '', timeZone },
      }))
      const read = await this.read(asked, window)
      for (const [at, key] of [...missing.keys()].entries()) {
        const times = read[at] ?? undefined
        known.set(key, times)
        if (times === undefined) this.unreadUntil.set(key, this.nowMs() + unreadMs)
        else this.keep(key, times)
      }
    }
    return keys.map((key) => known.get(key) ?? null)
  }

  /** Whether a text could not be read a moment ago. */
  private isLeft(key: string): boolean {
    const until = this.unreadUntil.get(key)
    if (until === undefined || until > this.nowMs()) return until !== undefined
    this.unreadUntil.delete(key)
    return false
  }

  private keep(key: string, times: TextTimes): void {
    if (this.found.has(key)) return
    this.found.set(key, times)
    this.spansCount += times.spans.length + 1
    for (const [oldest, { spans }] of this.found) {
      if (this.spansCount <= mostSpans || oldest === key) return
      this.found.delete(oldest)
      this.spansCount -= spans.length + 1
    }
  }
}

function keyOf({ sourceHash, timeZone }: TextKey, { fromMs, untilMs }: Window): string {
  return `${sourceHash} ${timeZone} ${fromMs} ${untilMs}`
}
