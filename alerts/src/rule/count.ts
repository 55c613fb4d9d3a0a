import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { besideOf, pass, stageWhere, stop } from './stage.js'

/**
 * Only once so many have happened within so long, by time of event, so that it does not matter in which order they are
 * reported. What counts has met everything that the rule asks before. Of one burst a rule tells once: as long as
 * something that it has told of happened within that time, what comes is more of the same.
 */
export const count = stageWhere(
  'count',
  (rule) => rule.count,
  ({ atLeast, withinMinutes }, { incident, memory }) => {
    const asked = { leastCount: atLeast, withinMinutes }
    if (memory.countMet === true) return pass(finding('rule.countMet', asked))
    const [own, spanMs] = [instantMs(incident.occurredFrom), withinMinutes * 60_000]
    const span = [own - spanMs, own + spanMs] as const
    const beside = besideOf(memory)
    const values = { ...asked, happenedCount: mostWithin([...beside.times(...span), own], own, spanMs) }
    if (values.happenedCount < atLeast) return stop(finding('rule.countFew', values))
    if (beside.isTold(...span)) return stop(finding('rule.countTold', values))
    return pass(finding('rule.countReached', values))
  },
)

/** The most times that lie within any span that holds `own`, of times in milliseconds, `own` among them. */
export function mostWithin(times: readonly number[], own: number, spanMs: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  let [most, end] = [0, 0]
  for (const [begin, ms] of sorted.entries()) {
    if (ms > own) break
    if (own - ms > spanMs) continue
    while ((sorted[end] ?? Infinity) - ms <= spanMs) end += 1
    most = Math.max(most, end - begin)
  }
  return most
}
