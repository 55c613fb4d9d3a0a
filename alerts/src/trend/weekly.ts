import { finding, type Finding } from '../tell/finding.js'
import { earsC2, meanOf, type Ears } from './ears.js'
import { poissonTail } from './poisson.js'

/** A week against those before it. Means are null where there are not as many weeks. */
export interface WeekTrend {
  readonly count: number
  readonly mean4: number | null
  readonly mean52: number | null
  readonly ears: Ears | null
  /** How likely so many are by chance, of what the weeks before have led to expect; null without four weeks before. */
  readonly tail: number | null
  readonly isRaised: boolean
  /** In words, with the values that decided. */
  readonly reason: Finding
}

/** Weeks of which the expectation is the mean, at most and at least. */
const window = { most: 52, least: 4 } as const
/** Expected of a week at least, or a first event where nothing ever happened would always be told. */
const floor = 0.5
/** By chance no more often than once in two years of weeks. */
const rareTail = 0.01

/**
 * The last of the counts of successive weeks, earliest first, held against those before: by their means, by EARS C2 and
 * by the Poisson tail on a trailing window with a floor. Either raises it.
 */
export function weekTrend(counts: readonly number[]): WeekTrend {
  const count = counts.at(-1) ?? 0
  const before = counts.slice(0, -1)
  const mean = (weeks: number) => (before.length < weeks ? null : meanOf(before.slice(-weeks)))
  const ears = earsC2(counts)
  const expected = before.length < window.least ? null : Math.max(floor, meanOf(before.slice(-window.most)))
  const tail = expected === null ? null : poissonTail(count, expected)
  const isRare = tail !== null && tail < rareTail
  const isRaised = isRare || ears?.isRaised === true
  const reason = reasonOf({ count, ears, expected, tail, isRare })
  return { count, mean4: mean(4), mean52: mean(52), ears, tail, isRaised, reason }
}

interface Found extends Pick<WeekTrend, 'count' | 'ears' | 'tail'> {
  readonly expected: number | null
  readonly isRare: boolean
}

function reasonOf({ count, ears, expected, tail, isRare }: Found): Finding {
  if (expected === null || tail === null) return finding('trend.tooFew', { weekCount: count })
  const chance = tailWords(tail)
  const values = { weekCount: count, expected: rounded(expected), chance }
  if (ears?.isRaised === true) {
    const score = { score: rounded(ears.score), baseline: rounded(ears.mean) }
    return isRare ? finding('trend.both', { ...values, ...score }) : finding('trend.ears', { ...values, ...score })
  }
  return isRare ? finding('trend.tail', values) : finding('trend.usual', values)
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function tailWords(tail: number): string {
  // In one piece, whichever way the line around it runs.
  const percent = (text: string | number) => `${text}\u00a0%`
  if (tail < 0.0001) return percent('<\u00a00.01')
  return percent(tail < 0.1 ? Number((tail * 100).toPrecision(2)) : Math.round(tail * 100))
}
