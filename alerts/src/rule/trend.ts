import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { chanceOf, rounded, surge } from '../trend/surge.js'
import type { Happened } from './happened.js'
import { besideOf, pass, stageWhere, stop } from './stage.js'

const dayMs = 86_400_000
/** Periods that the present one is held against: enough for EARS C2, and of weeks a quarter of a year. */
export const trendBaseline = 12

/**
 * Only when more than usual happened in the days up to now, by time of event: by EARS C2 or by the Poisson tail, against
 * as long periods before. What counts has met everything that the rule asks before. It tells once in a period; what
 * happened longer ago than that is part of what is usual.
 */
export const trend = stageWhere(
  'trend',
  (rule) => rule.trend,
  ({ withinDays: spanDays, atLeast }, { incident, nowMs, memory }) => {
    const asked = { spanDays, leastCount: atLeast }
    if (memory.countMet === true) return pass(finding('rule.trendMet', asked))
    if (incident.kind === 'threat') return stop(finding('rule.trendThreat', {}))
    const spanMs = spanDays * dayMs
    const begins = nowMs - spanMs + 1
    if (instantMs(incident.occurredFrom) < begins) return stop(finding('rule.trendPast', asked))
    const beside = besideOf(memory)
    const counts = countsOf(beside, { nowMs, spanMs })
    const happenedCount = counts.at(-1) ?? 0
    if (happenedCount < atLeast) return stop(finding('rule.trendFew', { ...asked, happenedCount }))
    const { isRaised, expected, tail, ears } = surge(counts)
    const values = {
      ...{ spanDays, happenedCount, expected: rounded(expected ?? 0) },
      ...{ chance: chanceOf(tail ?? 1), score: rounded(ears?.score ?? 0) },
    }
    if (!isRaised) return stop(finding('rule.trendUsual', values))
    if (beside.isTold(begins, Infinity)) return stop(finding('rule.trendTold', values))
    return pass(finding('rule.trendRaised', values))
  },
)

/** How many happened in each period, the earliest first; the last one ends now and has the incident that came. */
function countsOf(
  beside: Happened,
  { nowMs, spanMs }: { readonly nowMs: number; readonly spanMs: number },
): readonly number[] {
  return Array.from({ length: trendBaseline + 1 }, (_, at) => {
    const back = trendBaseline - at
    const from = nowMs - (back + 1) * spanMs + 1
    return back === 0 ? beside.many(from, Infinity) + 1 : beside.many(from, nowMs - back * spanMs)
  })
}
