import type { Instant } from '../model.js'
import { instantMs } from '../time.js'

/** How long something took, in milliseconds: within the median half of them were done, within the other nine of ten. */
export interface Times {
  /** Of how many. */
  readonly number: number
  readonly medianMs: number
  readonly ninetiethMs: number
}

/** Null where nothing was done. A clock that was set back makes nothing quicker than at once. */
export function timesOf(spans: readonly (readonly [from: Instant, to: Instant | null])[]): Times | null {
  const took = spans
    .flatMap(([from, to]) => (to === null ? [] : [Math.max(0, instantMs(to) - instantMs(from))]))
    .toSorted((a, b) => a - b)
  const [medianMs, ninetiethMs] = [ranked(took, 0.5), ranked(took, 0.9)]
  return medianMs === null || ninetiethMs === null ? null : { number: took.length, medianMs, ninetiethMs }
}

/** The least that so large a share of them does not exceed: the nearest rank, so that it is one that was. */
function ranked(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
