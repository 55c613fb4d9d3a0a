import type { Instant, RuleConditions } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'
import type { CalendarTimes } from './calendar.js'

/**
 * What has become idle in the hours of a rule because calendars have ended: a rule that is told in their events alone can
 * never tell anything again, and one that goes by another calendar goes on without it.
 */
export function calendarWarnings(
  { hours, quietHours }: Pick<RuleConditions, 'hours' | 'quietHours'>,
  calendars: readonly CalendarTimes[],
  now: Instant,
): readonly Finding[] {
  const ended = new Map(calendars.filter((it) => isOver(it, now)).map((it) => [it.id, it.name]))
  const only = (hours?.calendars ?? []).filter(({ when }) => when === 'only')
  const isIdle = only.length > 0 && only.every(({ id }) => ended.has(id)) && hours?.tellsFrom === undefined
  const used = new Set([...(hours?.calendars ?? []), ...(quietHours?.calendars ?? [])].map(({ id }) => id))
  return [...ended]
    .filter(([id]) => used.has(id))
    .map(([id, calendar]) =>
      finding(isIdle && only.some((it) => it.id === id) ? 'preview.calendarNever' : 'preview.calendarOver', {
        calendar,
      }),
    )
}

/** Whether nothing is on in it any more, now or later. */
export function isOver(
  { spans, until, isUnread }: Pick<CalendarTimes, 'spans' | 'until' | 'isUnread'>,
  now: Instant,
): boolean {
  return isUnread !== true && until === null && (spans.at(-1)?.to ?? '') <= now
}
