import { finding } from '../tell/finding.js'
import { instantMs, latestMs } from '../time.js'
import { pass, stage, stop } from './stage.js'

const minute = 60_000
const hour = 60 * minute

/**
 * Whether it is recent enough by the time of the event. Its age counts from the last moment at which it may have
 * happened (`latestMs`: the end of what its times and their precision leave open), because a rule that is silent
 * about what may be recent fails unseen, while one that tells too much is seen and narrowed. A threat whose window
 * has not ended is fresh, and afterwards ages in the same way.
 * What is kept for later does not age meanwhile.
 * What a new grade of its source alone brings back is no news to a rule that watches only since it came.
 */
export const fresh = stage('fresh', ({ incident, rule: { freshHours }, memory, nowMs }) => {
  const { regraded, keptSince } = memory
  const heardMs = keptSince === undefined ? nowMs : instantMs(keptSince)
  const age = Math.max(0, heardMs - latestMs(incident))
  const isVague = incident.timePrecision !== 'exact'
  if (age > freshHours * hour)
    return stop(finding(isVague ? 'rule.staleAtLeast' : 'rule.stale', { ageHours: hours(age), freshHours }))
  if (regraded !== undefined && instantMs(regraded.cameAt) < instantMs(regraded.watchedSince))
    return stop(finding('rule.knownBefore', { cameAt: regraded.cameAt, watchedAt: regraded.watchedSince }))
  if (isVague) return pass(vaguely(age, freshHours))
  if (age < hour) return pass(finding('rule.freshMinutes', { ageMinutes: Math.floor(age / minute), freshHours }))
  return pass(finding('rule.freshHours', { ageHours: Math.floor(age / hour), freshHours }))
})

/** What is known to the hour or less is told in hours: of minutes nobody knows anything. */
function vaguely(age: number, freshHours: number) {
  if (age < hour) return finding('rule.freshPerhaps', { freshHours })
  return finding('rule.freshAtLeast', { ageHours: Math.floor(age / hour), freshHours })
}

/** Rounded up, so that an age above the limit never reads as the limit. */
function hours(ms: number): number {
  return Math.ceil(ms / (hour / 10)) / 10
}
