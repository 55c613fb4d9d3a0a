import type { Instant } from '../model.js'
import { instantMs } from '../time.js'

/**
 * How long something took, in milliseconds: within the median half of them were done, within the other nine of ten. What
 * is not done yet takes longer than all that is: null where it is among those, so that what waits makes nobody quick.
 */
export interface Times {
  /** How many were done. */
  readonly number: number
  /** How many are to be done still. */
  readonly open: number
  readonly medianMs: number | null
  readonly ninetiethMs: number | null
}

/** Null where nothing was done and nothing is to be. A clock that was set back makes nothing quicker than at once. */
export function timesOf(spans: readonly (readonly [from: Instant, to: Instant | null])[], open = 0): Times | null {
  const took = spans
    .flatMap(([from, to]) => (to === null ? [] : [Math.max(0, instantMs(to) - instantMs(from))]))
    .toSorted((a, b) => a - b)
  const all = took.length + open
  if (all === 0) return null
  return { number: took.length, open, medianMs: ranked(took, 0.5 * all), ninetiethMs: ranked(took, 0.9 * all) }
}

/** The least that so many of them do not exceed: the nearest rank, so that it is one that was. */
function ranked(sorted: readonly number[], many: number): number | null {
  return sorted[Math.max(0, Math.ceil(many) - 1)] ?? null
}
