/** What EARS C2 makes of a count: how many deviations above its baseline it is. */
export interface Ears {
  readonly mean: number
  readonly deviation: number
  readonly score: number
  readonly isRaised: boolean
}

/** Counts that make up the baseline, and those between it and the present one. */
export const earsBaseline = 7
export const earsGuard = 2
/** More deviations than this above the mean raise it. */
const limit = 3
/** Deviation that is assumed at least, or a quiet baseline would raise every single event (Tokars et al. 2009). */
const leastDeviation = 0.5

/**
 * EARS C2 (Hutwagner et al., "The bioterrorism preparedness and response Early Aberration Reporting System", 2003): the
 * last count against mean and sample deviation of the seven before, two left out between, so that what begins slowly
 * does not hide in its own baseline. Null where there are fewer than ten counts.
 */
export function earsC2(counts: readonly number[]): Ears | null {
  const last = counts.at(-1)
  const baseline = counts.slice(-1 - earsGuard - earsBaseline, -1 - earsGuard)
  if (last === undefined || baseline.length < earsBaseline) return null
  const mean = meanOf(baseline)
  const squares = baseline.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  const deviation = Math.max(leastDeviation, Math.sqrt(squares / (earsBaseline - 1)))
  const score = (last - mean) / deviation
  return { mean, deviation, score, isRaised: score > limit }
}

/** Arithmetic mean; 0 of nothing. */
export function meanOf(counts: readonly number[]): number {
  return counts.length === 0 ? 0 : counts.reduce((sum, count) => sum + count, 0) / counts.length
}
