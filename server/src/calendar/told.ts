import { instantMs, instantOf, isOver, type Calendar, type CalendarTimes, type Instant } from '@cordon/alerts'
import type { CalendarUseRow } from '@cordon/db'
import type { CalendarTold } from '../wire/index.js'

interface Beside {
  readonly times: CalendarTimes | undefined
  readonly uses: readonly CalendarUseRow[]
  /** Those of the reader. */
  readonly audiences: readonly string[]
  readonly now: Instant
}

const yearMs = 365 * 86_400_000

/** A calendar as a list tells it. */
export function toldOf(calendar: Calendar, { times, uses, audiences, now }: Beside): CalendarTold {
  const inAYear = instantOf(instantMs(now) + yearMs)
  const ahead = (times?.spans ?? []).filter(({ from, to }) => to > now && from < inAYear)
  const own = uses.filter(({ calendarId }) => calendarId === calendar.id)
  const rules = own.filter(({ audience }) => audiences.includes(audience))
  return {
    calendar,
    ahead: ahead.length,
    next: ahead[0] ?? null,
    isOver: times === undefined || isOver(times, now),
    isUnread: times?.isUnread ?? false,
    rulesCount: own.length,
    rules: rules.map(({ ruleId, ruleName, zoneId, zoneName }) => ({ ruleId, ruleName, zoneId, zoneName })),
  }
}
