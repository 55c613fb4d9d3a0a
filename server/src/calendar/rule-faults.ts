import { calendarsOf, faultAt, finding, type Fault, type Rule, type Zone } from '@cordon/alerts'
import { calendarsById, type CalendarRow, type Runner } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { maySee } from '../zone/visible.js'
import { isShownWith } from './visible.js'

/** Calendars of a rule that are not there for whoever says so, or that not all see who see its zone. */
export async function calendarFaults(
  rule: Rule,
  zone: Zone,
  { who, run }: { readonly who: Principal; readonly run: Runner },
): Promise<readonly Fault[]> {
  const ids = calendarsOf(rule)
  if (ids.length === 0) return []
  const rows = await run.query<CalendarRow>(calendarsById(ids))
  const known = new Map(rows.map(({ body }) => [body.id, body]))
  return (['hours', 'quietHours'] as const).flatMap((path) =>
    (rule[path]?.calendars ?? []).flatMap(({ id }): readonly Fault[] => {
      const calendar = known.get(id)
      if (calendar === undefined || calendar.archived || !maySee(calendar, who)) {
        return [faultAt(path, finding('refused.calendarUnknown', { got: id }))]
      }
      if (isShownWith(calendar, zone)) return []
      const why = zone.visibility === 'private' ? 'refused.calendarTeams' : 'refused.calendarHidden'
      return [faultAt(path, finding(why, { calendar: calendar.name, zone: zone.name }))]
    }),
  )
}
