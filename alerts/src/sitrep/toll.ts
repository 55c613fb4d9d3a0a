import type { CountRange } from '../model.js'

/** How many people, from the lowest to the highest that anybody says. */
export interface Toll {
  readonly low: number
  /** Null where somebody gives no upper bound: "at least". */
  readonly high: number | null
  /** The best figure, where all who give one agree and nobody's bounds speak against it; null otherwise. Never an average. */
  readonly best: number | null
}

/** What all that was said of one incident comes to; null where nobody gives a figure. */
export function tollOf(ranges: readonly CountRange[]): Toll | null {
  const said = ranges.filter(({ low, best, high }) => low !== null || best !== null || high !== null)
  if (said.length === 0) return null
  const lows = said.map(({ low, best }) => low ?? best ?? 0)
  const highs = said.map(({ low, best, high }) => high ?? best ?? (low === null ? 0 : Infinity))
  const bests = new Set(said.flatMap(bestOf))
  const [best = null] = bests
  const isAgreed = best !== null && bests.size === 1 && said.every((it) => allows(it, best))
  const high = Math.max(...highs)
  return { low: Math.min(...lows), high: high === Infinity ? null : high, best: isAgreed ? best : null }
}

/** Of several incidents together: as little and as much as may have been. */
export function tollSum(tolls: readonly Toll[]): Toll {
  const added = (values: readonly (number | null)[]) =>
    values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0)
  return {
    low: tolls.reduce((sum, { low }) => sum + low, 0),
    high: added(tolls.map(({ high }) => high)),
    best: added(tolls.map(({ best }) => best)),
  }
}

function allows({ low, best, high }: CountRange, figure: number): boolean {
  return (low ?? 0) <= figure && figure <= (high ?? (low === null ? (best ?? Infinity) : Infinity))
}

/** Bounds that meet are as good as a best figure. */
function bestOf({ low, best, high }: CountRange): readonly number[] {
  if (best !== null) return [best]
  return low !== null && low === high ? [low] : []
}
