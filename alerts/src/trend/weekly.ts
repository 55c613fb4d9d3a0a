import { finding, type Finding } from '../tell/finding.js'
import { meanOf } from './ears.js'
import { chanceOf, rounded, surge, type Surge } from './surge.js'

/** A week against those before it. Means are null where there are not as many weeks. */
export interface WeekTrend extends Pick<Surge, 'count' | 'ears' | 'tail' | 'isRaised'> {
  readonly mean4: number | null
  readonly mean52: number | null
  /** In words, with the values that decided. */
  readonly reason: Finding
}

/** The last of the counts of successive weeks, earliest first, held against those before, and by their means. */
export function weekTrend(counts: readonly number[]): WeekTrend {
  const found = surge(counts)
  const before = counts.slice(0, -1)
  const mean = (weeks: number) => (before.length < weeks ? null : meanOf(before.slice(-weeks)))
  const { count, ears, tail, isRaised } = found
  const reason = counts.every((it) => it === 0) ? finding('trend.nothing', {}) : reasonOf(found)
  return { count, mean4: mean(4), mean52: mean(52), ears, tail, isRaised, reason }
}

function reasonOf({ count, ears, expected, tail, isRare }: Surge): Finding {
  if (expected === null || tail === null) return finding('trend.tooFew', { weekCount: count })
  if (count === 0) return finding('trend.quiet', { expected: rounded(expected) })
  const values = { weekCount: count, expected: rounded(expected), chance: chanceOf(tail) }
  if (ears?.isRaised === true) {
    const score = { score: rounded(ears.score), baseline: rounded(ears.mean) }
    return isRare ? finding('trend.both', { ...values, ...score }) : finding('trend.ears', { ...values, ...score })
  }
  return isRare ? finding('trend.tail', values) : finding('trend.usual', values)
}
