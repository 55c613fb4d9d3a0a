import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { clockAt, isWithin, minuteOfWeek, type WeekHours } from './hours.js'
import { severityRank } from './severity.js'
import { pass, stageWhere, stop, type Judged } from './stage.js'

/** Only in some hours of the week: by the clock of those who would be told, at the moment at which they would. */
export const hours = stageWhere(
  'hours',
  (rule) => rule.hours,
  (asked, subject) => {
    const at = readClock(asked, subject)
    if (at.isWithin) return pass(finding('rule.hoursWithin', at.values))
    const { severity } = subject.incident
    if (asked.tellsFrom === undefined) return stop(finding('rule.hoursOut', at.values))
    if (at.isUrgent) return pass(finding('rule.hoursAllTheSame', { severity, leastSeverity: asked.tellsFrom }))
    return stop(finding('rule.hoursOutBelow', { ...at.values, leastSeverity: asked.tellsFrom }))
  },
)

/** Not in quiet hours, unless it is so severe that somebody is woken for it. What comes in them is recorded and explained. */
export const quiet = stageWhere(
  'quiet',
  (rule) => rule.quietHours,
  (asked, subject) => {
    const at = readClock(asked, subject)
    if (!at.isWithin) return pass(finding('rule.quietOver', at.values))
    const { severity } = subject.incident
    if (asked.tellsFrom === undefined) return stop(finding('rule.quiet', at.values))
    if (at.isUrgent) return pass(finding('rule.quietAllTheSame', { severity, leastSeverity: asked.tellsFrom }))
    return stop(finding('rule.quietBelow', { ...at.values, leastSeverity: asked.tellsFrom }))
  },
)

function readClock(asked: WeekHours, { incident, heardAt, nowMs }: Judged) {
  const at = minuteOfWeek(asked.timeZone, heardAt === undefined ? nowMs : instantMs(heardAt))
  const { tellsFrom, timeZone } = asked
  const isUrgent = tellsFrom !== undefined && severityRank(incident.severity) >= severityRank(tellsFrom)
  return { isWithin: isWithin(asked, at), isUrgent, values: { ...clockAt(at), timeZone } }
}
