import type { Calendar, CalendarTimes, Instant } from '@cordon/alerts'
import type { CalendarUseRow } from '@cordon/db'
import type { CalendarTold } from '../wire/index.js'

interface Beside {
  readonly times: CalendarTimes | undefined
  readonly uses: readonly CalendarUseRow[]
  /** Those of the reader. */
  readonly audiences: readonly string[]
  readonly now: Instant
}

/** A calendar as a list tells it. */
export function toldOf(calendar: Calendar, { times, uses, audiences, now }: Beside): CalendarTold {
  const ahead = (times?.spans ?? []).filter(({ to }) => to > now)
  const own = uses.filter(({ calendarId }) => calendarId === calendar.id)
  const rules = own.filter(({ audience }) => audiences.includes(audience))
  return {
    calendar,
    ahead: ahead.length,
    next: ahead[0] ?? null,
    isOver: ahead.length === 0 && (times?.until ?? null) === null,
    rulesCount: own.length,
    rules: rules.map(({ ruleId, ruleName, zoneId, zoneName }) => ({ ruleId, ruleName, zoneId, zoneName })),
  }
}
