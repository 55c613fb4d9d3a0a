import { finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import { clockAt, isWithin, minuteOfWeek, nextTurn, type WeekHours } from './hours.js'
import { isSilence } from './missed.js'
import { severityRank } from './severity.js'
import { pass, stageWhere, stop, type Again, type Judged } from './stage.js'

/** Only in some hours of the week: by the clock of those who would be told, at the moment at which they would. */
export const hours = stageWhere(
  'hours',
  (rule) => rule.hours,
  (asked, subject) => {
    const at = readClock(asked, subject)
    if (at.isWithin) return pass(finding('rule.hoursWithin', at.values))
    const { severity } = subject.incident
    const { tellsFrom: leastSeverity } = asked
    if (at.isUrgent && leastSeverity !== undefined) {
      return pass(finding('rule.hoursAllTheSame', { severity, leastSeverity }))
    }
    const again = laterTold(subject) ? againAt(nextTurn(asked, at.ms, 'within')) : undefined
    if (again !== undefined) return stop(finding('rule.hoursOutUntil', { ...at.values, untilAt: again.at }), again)
    if (leastSeverity === undefined) return stop(finding('rule.hoursOut', at.values))
    return stop(finding('rule.hoursOutBelow', { ...at.values, leastSeverity }))
  },
)

/**
 * Not in quiet hours, unless it is so severe that somebody is woken for it. What comes in them is recorded and explained;
 * what still holds when they end, or was kept for a time that ended in them, is told then.
 */
export const quiet = stageWhere(
  'quiet',
  (rule) => rule.quietHours,
  (asked, subject) => {
    const at = readClock(asked, subject)
    if (!at.isWithin) return pass(finding('rule.quietOver', at.values))
    const { severity } = subject.incident
    const { tellsFrom: leastSeverity } = asked
    if (at.isUrgent && leastSeverity !== undefined) {
      return pass(finding('rule.quietAllTheSame', { severity, leastSeverity }))
    }
    const again = laterTold(subject) ? againAt(nextTurn(asked, at.ms, 'without')) : undefined
    if (again !== undefined) return stop(finding('rule.quietUntil', { ...at.values, untilAt: again.at }), again)
    if (leastSeverity === undefined) return stop(finding('rule.quiet', at.values))
    return stop(finding('rule.quietBelow', { ...at.values, leastSeverity }))
  },
)

/** Whether it is no single event that was over when it came: a silence that lasts, a threat, or what was kept for later. */
function laterTold({ incident, rule, memory }: Judged): boolean {
  const lasts = isSilence(incident.type) && incident.occurredTo === null
  return lasts || rule.leadHours !== undefined || memory.keptSince !== undefined
}

function againAt(ms: number | null): Again | undefined {
  return ms === null ? undefined : { at: instantOf(ms), kept: true }
}

function readClock(asked: WeekHours, { incident, heardAt, nowMs }: Judged) {
  const ms = heardAt === undefined ? nowMs : instantMs(heardAt)
  const at = minuteOfWeek(asked.timeZone, ms)
  const { tellsFrom, timeZone } = asked
  const isUrgent = tellsFrom !== undefined && severityRank(incident.severity) >= severityRank(tellsFrom)
  return { ms, isWithin: isWithin(asked, at), isUrgent, values: { ...clockAt(at), timeZone } }
}
