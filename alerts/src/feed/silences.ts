import type { Instant } from '../model.js'
import { downOver } from '../review/uptime.js'
import { instantMs, instantOf } from '../time.js'

/** A feed as it is set up, and the outages that were told of it in some of a time, as they are stored. */
export interface FeedKept {
  readonly name: string
  readonly required: boolean
  readonly enabled: boolean
  /** When it was made or switched on last. */
  readonly since: string
  readonly outages: readonly { readonly from: string; readonly until: string | null }[]
}

/** How a feed was heard over a time. */
export interface FeedSilences {
  readonly name: string
  /** It is relied on: without it nothing is called calm. */
  readonly required: boolean
  readonly enabled: boolean
  /** When it was made or switched on last, where that was after the time began; null otherwise. */
  readonly onFrom: Instant | null
  /** Earliest first; one that lasts has no end. */
  readonly outages: readonly { readonly from: Instant; readonly until: Instant | null }[]
  /** How much of the time it was silent. */
  readonly silentMs: number
}

/** How each feed was heard over a time, as known at `asOf`. */
export function feedSilences(
  feeds: readonly FeedKept[],
  { from, until, asOf }: Readonly<Record<'from' | 'until' | 'asOf', Instant>>,
): readonly FeedSilences[] {
  const [fromMs, knownMs] = [instantMs(from), instantMs(asOf)]
  const untilMs = Math.min(instantMs(until), knownMs)
  return feeds.map(({ name, required, enabled, since, outages }) => {
    const told = outages
      .map((it) => ({ fromMs: Date.parse(it.from), untilMs: it.until === null ? Infinity : Date.parse(it.until) }))
      .filter((it) => it.fromMs < untilMs && it.untilMs > fromMs)
      .toSorted((a, b) => a.fromMs - b.fromMs)
    const onMs = Date.parse(since)
    return {
      ...{ name, required, enabled, onFrom: onMs > fromMs ? instantOf(onMs) : null },
      outages: told.map((it) => ({
        from: instantOf(it.fromMs),
        until: it.untilMs > knownMs ? null : instantOf(it.untilMs),
      })),
      silentMs: downOver(told, { fromMs, untilMs }),
    }
  })
}

/** Whether a feed was heard from beginning to end. */
export function wasHeard({ enabled, onFrom, outages }: FeedSilences): boolean {
  return enabled && onFrom === null && outages.length === 0
}
