import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { pass, stageWhere, stop } from './stage.js'

/**
 * Only once so many have happened within so long, by time of event, so that it does not matter in which order they are
 * reported. What counts has met everything that the rule asks before. Of one burst a rule tells once: as long as
 * something that it has told of happened within that time, what comes is more of the same.
 */
export const count = stageWhere(
  'count',
  (rule) => rule.count,
  ({ atLeast, withinMinutes }, { incident, memory: { counted = [], countMet = false } }) => {
    const asked = { leastCount: atLeast, withinMinutes }
    if (countMet) return pass(finding('rule.countMet', asked))
    const [own, spanMs] = [instantMs(incident.occurredFrom), withinMinutes * 60_000]
    const near = counted.filter(({ at }) => Math.abs(instantMs(at) - own) <= spanMs)
    const times = near.map(({ at }) => instantMs(at))
    const values = { ...asked, happenedCount: mostWithin([...times, own], own, spanMs) }
    if (values.happenedCount < atLeast) return stop(finding('rule.countFew', values))
    if (near.some(({ told }) => told)) return stop(finding('rule.countTold', values))
    return pass(finding('rule.countReached', values))
  },
)

/** The most times that lie within any span that holds `own`, of times in milliseconds, `own` among them. */
export function mostWithin(times: readonly number[], own: number, spanMs: number): number {
  const begins = times.filter((it) => it <= own && own - it <= spanMs)
  return Math.max(...begins.map((begin) => times.filter((it) => it >= begin && it - begin <= spanMs).length))
}
