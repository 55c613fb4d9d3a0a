import type { CalendarTimes } from '../calendar/calendar.js'
import { nextEdge, nextVersionMs, spanAt, timesAt } from '../calendar/spans.js'
import { instantMs } from '../time.js'
import { isWithin, minuteOfWeek, nextTurn, type WeekHours } from './hours.js'

/** An event of a calendar that is on. */
export type EventNow = {
  readonly calendar: string
  readonly version: number
  readonly event: string
  readonly endsAt: string
}

/**
 * Whether hours are on, and why: by the clock of the week (`week`), because of an event that they are on in (`event`), of
 * one that they are not on in (`amid`), or because none is on of the calendars that they ask for (`none`). Nobody can say
 * where it hangs on a calendar that could not be read (`unread`).
 */
export type HoursNow =
  | { readonly isOn: boolean; readonly why: 'week' }
  | { readonly isOn: true; readonly why: 'event'; readonly values: EventNow }
  | { readonly isOn: false; readonly why: 'amid'; readonly values: EventNow }
  | { readonly isOn: false; readonly why: 'none'; readonly values: { readonly calendars: string } }
  | { readonly isOn: null; readonly why: 'unread'; readonly values: Pick<EventNow, 'calendar' | 'version'> }

type Asked = Pick<WeekHours, 'timeZone' | 'spans' | 'calendars'>

/** Whether hours are on at a moment in milliseconds since 1970. */
export function hoursNow(hours: Asked, ms: number, calendars: readonly CalendarTimes[]): HoursNow {
  const [only, not] = [usedBy(hours, 'only'), usedBy(hours, 'not')]
  const amid = firstOn(not, ms, calendars)
  if (amid !== null) return { isOn: false, why: 'amid', values: amid }
  const event = firstOn(only, ms, calendars)
  const unread = firstUnread(event === null ? [...not, ...only] : not)
  if (only.length > 0 && event === null && unread === null)
    return { isOn: false, why: 'none', values: { calendars: named(only) } }
  if (!isInWeek(hours, ms)) return { isOn: false, why: 'week' }
  if (unread !== null) return { isOn: null, why: 'unread', values: unread }
  return event === null ? { isOn: true, why: 'week' } : { isOn: true, why: 'event', values: event }

  function firstUnread(ids: readonly string[]) {
    const times = ids.map((id) => timesAt(calendars, id, ms)).find(({ isUnread }) => isUnread)
    return times === undefined ? null : { calendar: times.name, version: times.version }
  }

  function named(ids: readonly string[]): string {
    return ids
      .map((id) => timesAt(calendars, id, ms))
      .map(({ name, version }) => `${name} (${version})`)
      .join(', ')
  }
}

/** Hours without spans of the week are those of their calendars. */
function isInWeek({ timeZone, spans }: Asked, ms: number): boolean {
  return spans.length === 0 || isWithin({ spans }, minuteOfWeek(timeZone, ms))
}

function usedBy({ calendars = [] }: Asked, when: 'only' | 'not'): readonly string[] {
  return calendars.filter((it) => it.when === when).map(({ id }) => id)
}

function firstOn(ids: readonly string[], ms: number, calendars: readonly CalendarTimes[]): EventNow | null {
  for (const id of ids) {
    const times = timesAt(calendars, id, ms)
    const span = spanAt(times, ms)
    if (span === null) continue
    return { calendar: times.name, version: times.version, event: span.what || times.name, endsAt: span.endsAt }
  }
  return null
}

interface Turn {
  readonly ms: number
  readonly to: 'within' | 'without'
  readonly calendars: readonly CalendarTimes[]
}

/** More turns than this are not looked through at once: it is asked again at the last of them. */
const mostTurns = 1_000

/**
 * When hours are next on (`within`) or off (`without`), or nobody can say any more, after a moment in milliseconds since
 * 1970; null where they never are. Where calendars are told only up to a time, or there is another version from a time
 * on, it is asked again then.
 */
export function turnAhead(hours: Asked, { ms, to, calendars }: Turn): number | null {
  const used = (hours.calendars ?? []).map(({ id }) => id)
  if (used.length === 0) return nextTurn(hours, ms, to)
  const held = used.map((id) => timesAt(calendars, id, ms))
  const limit = least([...held.map(untilMs), ...used.map((id) => nextVersionMs(calendars, id, ms))])
  const alone = held.map(({ since: _, ...it }) => it)
  let at = ms
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const { why } = hoursNow(hours, at, alone)
    // What a calendar keeps off is off whatever the clock of the week shows.
    const week = why === 'amid' || why === 'none' ? null : weekTurn(hours, at)
    const next = least([...held.map((it) => nextEdge(it, at)), week])
    if (next === null || (limit !== null && next >= limit)) return limit
    const { isOn } = hoursNow(hours, next, alone)
    if (isOn === null || isOn === (to === 'within')) return next
    at = next
  }
  return at
}

function weekTurn(hours: Asked, at: number): number | null {
  return hours.spans.length === 0 ? null : nextTurn(hours, at, isInWeek(hours, at) ? 'without' : 'within')
}

function untilMs({ until }: CalendarTimes): number | null {
  return until === null ? null : instantMs(until)
}

function least(times: readonly (number | null)[]): number | null {
  const known = times.filter((it) => it !== null)
  return known.length === 0 ? null : Math.min(...known)
}
