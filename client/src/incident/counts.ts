import type { CountRange } from '@cordon/alerts'

/** A count as its source stated it: `4`, `4–7`, `at least 4` as `≥ 4`; null where it stated nothing. Nothing is never 0. */
export function countText(range: CountRange | null): string | null {
  if (range === null) return null
  const { low, best, high } = range
  const span = spanText(low, high)
  if (best === null) return span
  const spanSaysMore = span !== null && !(low === best && high === best)
  return spanSaysMore ? `${best} (${span})` : String(best)
}

function spanText(low: number | null, high: number | null): string | null {
  if (low === null) return high === null ? null : `≤ ${high}`
  if (high === null) return `≥ ${low}`
  return low === high ? String(low) : `${low}–${high}`
}
