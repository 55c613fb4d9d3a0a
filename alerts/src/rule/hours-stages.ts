import { finding, type Finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import { clockAt, minuteOfWeek, type WeekHours } from './hours.js'
import { hoursNow, turnAhead, type HoursNow } from './hours-now.js'
import { isSilence } from './missed.js'
import { severityRank } from './severity.js'
import { pass, stageWhere, stop, type Again, type Judged } from './stage.js'

/**
 * Only in some hours of the week, or on some days of calendars: by the clock of those who would be told, at the moment at
 * which they would. Where a calendar cannot be read they are told rather than not, here and in quiet hours.
 */
export const hours = stageWhere(
  'hours',
  (rule) => rule.hours,
  (asked, subject) => {
    const at = readClock(asked, subject)
    if (at.now.why === 'unread') return pass(finding('rule.calendarUnread', at.now.values))
    if (at.now.isOn) return pass(onInHours(at))
    const { calendars = [], incident } = subject
    const { severity } = incident
    const { tellsFrom: leastSeverity } = asked
    if (at.isUrgent && leastSeverity !== undefined) {
      return pass(finding('rule.hoursAllTheSame', { severity, leastSeverity }))
    }
    const again = laterTold(subject) ? againAt(turnAhead(asked, { ms: at.ms, to: 'within', calendars })) : undefined
    const off = offInHours(at, again)
    if (off !== null) return stop(off, again)
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
    if (at.now.why === 'unread') return pass(finding('rule.calendarUnread', at.now.values))
    if (!at.now.isOn) return pass(offInQuiet(at))
    const { calendars = [], incident } = subject
    const { severity } = incident
    const { tellsFrom: leastSeverity } = asked
    if (at.isUrgent && leastSeverity !== undefined) {
      return pass(finding('rule.quietAllTheSame', { severity, leastSeverity }))
    }
    const again = laterTold(subject) ? againAt(turnAhead(asked, { ms: at.ms, to: 'without', calendars })) : undefined
    if (at.now.why === 'event') return stop(amidQuiet(at.now, again), again)
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

interface Clock {
  readonly now: HoursNow
  readonly values: { readonly weekday: string; readonly clock: string; readonly timeZone: string }
}

function onInHours({ now, values }: Clock): Finding {
  return now.why === 'event' ? finding('rule.hoursEvent', now.values) : finding('rule.hoursWithin', values)
}

/** What a calendar has to say of hours that are off; null where it is the clock of the week. */
function offInHours({ now }: Clock, again: Again | undefined): Finding | null {
  if (now.why === 'amid') {
    if (again === undefined) return finding('rule.hoursAmid', now.values)
    return finding('rule.hoursAmidUntil', { ...now.values, untilAt: again.at })
  }
  if (now.why !== 'none') return null
  if (again === undefined) return finding('rule.hoursNone', now.values)
  return finding('rule.hoursNoneUntil', { ...now.values, untilAt: again.at })
}

function amidQuiet({ values }: Extract<HoursNow, { why: 'event' }>, again: Again | undefined): Finding {
  if (again === undefined) return finding('rule.quietEvent', values)
  return finding('rule.quietEventUntil', { ...values, untilAt: again.at })
}

function offInQuiet({ now, values }: Clock): Finding {
  if (now.why === 'amid') return finding('rule.quietAmid', now.values)
  return now.why === 'none' ? finding('rule.quietNone', now.values) : finding('rule.quietOver', values)
}

function readClock(asked: WeekHours, { incident, heardAt, nowMs, calendars = [] }: Judged) {
  const ms = heardAt === undefined ? nowMs : instantMs(heardAt)
  const { tellsFrom, timeZone } = asked
  const isUrgent = tellsFrom !== undefined && severityRank(incident.severity) >= severityRank(tellsFrom)
  const values = { ...clockAt(minuteOfWeek(timeZone, ms)), timeZone }
  return { ms, isUrgent, values, now: hoursNow(asked, ms, calendars) }
}
