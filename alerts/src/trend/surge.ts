import { earsC2, meanOf, type Ears } from './ears.js'
import { poissonTail } from './poisson.js'

/** Whether a count is more than usual, and by what. */
export interface Surge {
  readonly count: number
  /** Of what came before; null without four periods before. */
  readonly expected: number | null
  readonly ears: Ears | null
  /** How likely so many are by chance, of what the periods before have led to expect; null without four of them. */
  readonly tail: number | null
  /** Whether chance alone would hardly do it. */
  readonly isRare: boolean
  readonly isRaised: boolean
}

/** Periods of which the expectation is the mean, at most and at least. */
const window = { most: 52, least: 4 } as const
/** Expected of a period at least, or a first event where nothing ever happened would always be told. */
const floor = 0.5
/** By chance no more often than once in a hundred periods: of weeks, once in two years. */
const rareTail = 0.01

/**
 * The last of the counts of successive periods, earliest first, held against those before: by EARS C2 and by the Poisson
 * tail on a trailing window with a floor. Either raises it.
 */
export function surge(counts: readonly number[]): Surge {
  const count = counts.at(-1) ?? 0
  const before = counts.slice(0, -1)
  const ears = earsC2(counts)
  const expected = before.length < window.least ? null : Math.max(floor, meanOf(before.slice(-window.most)))
  const tail = expected === null ? null : poissonTail(count, expected)
  const isRare = tail !== null && tail < rareTail
  return { count, expected, ears, tail, isRare, isRaised: isRare || ears?.isRaised === true }
}

/** To one digit after the point. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** A probability in percent, with two digits where it is small. */
export function chanceOf(tail: number): string {
  // In one piece, whichever way the line around it runs.
  const percent = (text: string | number) => `${text}\u00a0%`
  if (tail < 0.0001) return percent('<\u00a00.01')
  return percent(tail < 0.1 ? Number((tail * 100).toPrecision(2)) : Math.round(tail * 100))
}
