import { calendarsOf } from '../calendar/uses.js'
import type { RuleConditions } from '../model.js'
import { faultAt, type Fault } from '../tell/fault.js'
import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { isWithin, minuteOfWeek, weekMinutes, type WeekHours } from './hours.js'
import { severityRank } from './severity.js'

/** What of a rule contradicts itself, so that it, or a part of it, could never tell anything. */
export function ruleFaults(rule: RuleConditions, now: string): readonly Fault[] {
  return [
    ...ringFaults(rule),
    ...kindFaults(rule),
    ...absenceFaults(rule),
    ...trendFaults(rule),
    ...leadFaults(rule),
    ...hourFaults(rule, now),
    ...urgentFaults(rule),
    ...calendarFaults(rule),
  ]
}

/** In none of a calendar's events and in them alone: never. */
function calendarFaults(rule: RuleConditions): readonly Fault[] {
  return (['hours', 'quietHours'] as const).flatMap((path) => {
    const used = rule[path]?.calendars ?? []
    const only = used.filter(({ when }) => when === 'only')
    const isIdle = only.length > 0 && only.every(({ id }) => used.some((it) => it.id === id && it.when === 'not'))
    return isIdle ? [faultAt(path, finding('refused.calendarIdle', {}))] : []
  })
}

/** A farther ring that asks for no more than a nearer one makes the nearer one idle. */
function ringFaults({ rings = [] }: RuleConditions): readonly Fault[] {
  return rings.flatMap((ring, at) => {
    const farther = rings[at + 1]
    if (farther === undefined || severityRank(farther.minSeverity) > severityRank(ring.minSeverity)) return []
    const values = { nearMetres: ring.withinMetres, farMetres: farther.withinMetres }
    return [faultAt('rings', finding('refused.ringIdle', values))]
  })
}

/** A silent feed is something that happened; as a threat it never comes. */
function kindFaults({ kinds, types }: RuleConditions): readonly Fault[] {
  const onlyThreats = kinds !== null && !kinds.includes('event')
  if (!onlyThreats || types === null || !types.every((type) => type === 'feed-silent')) return []
  return [faultAt('kinds', finding('refused.silentThreat', {}))]
}

/** What is waited for in vain does not add up: the two would never both be met. */
function absenceFaults({ absence, count, trend }: RuleConditions): readonly Fault[] {
  if (absence === undefined || (count ?? trend) === undefined) return []
  return [faultAt(count === undefined ? 'trend' : 'count', finding('refused.absenceCounts', {}))]
}

/** Each would hide from the other what it counts. */
function trendFaults({ trend, count, leadHours, kinds }: RuleConditions): readonly Fault[] {
  if (trend === undefined) return []
  if (count !== undefined) return [faultAt('trend', finding('refused.trendCounts', {}))]
  // A threat has not happened.
  if (leadHours !== undefined) return [faultAt('leadHours', finding('refused.trendThreats', {}))]
  return kinds === null || kinds.includes('event') ? [] : [faultAt('kinds', finding('refused.trendThreats', {}))]
}

/** What has happened has no window that opens. */
function leadFaults({ leadHours, kinds }: RuleConditions): readonly Fault[] {
  if (leadHours === undefined || kinds === null || kinds.includes('threat')) return []
  return [faultAt('kinds', finding('refused.leadEvents', {}))]
}

function hourFaults(rule: RuleConditions, now: string): readonly Fault[] {
  const { hours, quietHours } = rule
  // What is severe enough is told whatever the hour.
  if (quietHours === undefined || quietHours.tellsFrom !== undefined) return []
  // When a calendar is on is not in the rule: a preview says where that leaves nothing.
  if (calendarsOf(rule).length > 0) return []
  if (isAlwaysQuiet(quietHours)) return [alwaysQuiet]
  if (hours === undefined || hours.tellsFrom !== undefined) return []
  // Clocks of two places may part when one of them changes to summer time: it is a fault where it is one half a year on too.
  const moments = [instantMs(now), instantMs(now) + 26 * weekMinutes * 60_000]
  if (moments.some((ms) => isEverTold({ hours, quietHours }, ms))) return []
  return [faultAt('quietHours', finding('refused.hoursAllQuiet', {}))]
}

/** Hours that let through whatever is as severe as all that the rule takes keep nothing back. */
function urgentFaults({ minSeverity, rings = [], absence, ...rule }: RuleConditions): readonly Fault[] {
  // The silence that a rule waits for is as severe as the house says.
  if (absence !== undefined) return []
  const asked = [minSeverity ?? 'unknown', ...rings.slice(0, 1).map((nearest) => nearest.minSeverity)]
  const least = asked.reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a))
  return (['hours', 'quietHours'] as const).flatMap((path) => {
    const severity = rule[path]?.tellsFrom
    if (severity === undefined || severityRank(severity) > severityRank(least)) return []
    return [faultAt(path, finding('refused.hoursIdle', { severity, leastSeverity: least }))]
  })
}

const alwaysQuiet: Fault = faultAt('quietHours', finding('refused.alwaysQuiet', {}))

function isAlwaysQuiet(quietHours: WeekHours): boolean {
  return minutes().every((at) => isWithin(quietHours, at))
}

function isEverTold(
  { hours, quietHours }: { readonly hours: WeekHours; readonly quietHours: WeekHours },
  ms: number,
): boolean {
  const [own, other] = [hours, quietHours].map(({ timeZone }) => minuteOfWeek(timeZone, ms))
  const ahead = (other ?? 0) - (own ?? 0) + weekMinutes
  return minutes().some((at) => isWithin(hours, at) && !isWithin(quietHours, (at + ahead) % weekMinutes))
}

function minutes(): readonly number[] {
  return Array.from({ length: weekMinutes }, (_, at) => at)
}
