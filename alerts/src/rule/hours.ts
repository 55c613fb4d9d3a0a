import type { CalendarUse } from '../calendar/use.js'
import type { Severity } from '../scales.js'
import { zoneOffsetMinutes } from '../report/zone.js'

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * A span of some days by a local clock, `08:00` to `18:00`. Where `to` is not later than `from` it ends on the day after:
 * `22:00` to `06:00` of Mon lasts until Tuesday morning, and `00:00` to `00:00` is the whole day.
 */
export interface WeekSpan {
  readonly days: readonly Weekday[]
  readonly from: string
  readonly to: string
}

/** Hours of the week by the clock of a place, on calendars' days or other than those. */
export interface WeekHours {
  /** `Asia/Damascus`, `UTC`, `+03:00`. */
  readonly timeZone: string
  /** None: any hour, where calendars are named. */
  readonly spans: readonly WeekSpan[]
  /** They are on in events of any of the first kind alone (`only`), and in none of the others (`not`). Left out where they go by none. */
  readonly calendars?: readonly CalendarUse[]
  /** From this severity on it is told whatever the hour; left out where nothing is. */
  readonly tellsFrom?: Severity
}

const minute = 60_000
const dayMinutes = 1_440
/** Minutes of a week, of which 0 is Monday 00:00. */
export const weekMinutes = 7 * dayMinutes

/** The minute of the week that a clock in a zone shows at a moment in milliseconds since 1970. Throws where there is no such zone. */
export function minuteOfWeek(timeZone: string, ms: number): number {
  const local = Math.floor(ms / minute) + zoneOffsetMinutes(timeZone, ms)
  // 1970 began on a Thursday.
  return modulo(local + 3 * dayMinutes, weekMinutes)
}

/** Whether a minute of the week lies in any of the spans; each begins with its first minute and ends before its last. */
export function isWithin({ spans }: Pick<WeekHours, 'spans'>, at: number): boolean {
  return spans.some((span) =>
    span.days.some((day) => {
      const { begins, minutes } = lengthOf(span, day)
      return modulo(at - begins, weekMinutes) < minutes
    }),
  )
}

/**
 * When a clock next enters hours of the week, or leaves them, after a moment in milliseconds since 1970; null where it
 * never does. Where clocks are changed meanwhile it goes by what they show then.
 */
export function nextTurn(
  hours: Pick<WeekHours, 'timeZone' | 'spans'>,
  ms: number,
  to: 'within' | 'without',
): number | null {
  const { timeZone, spans } = hours
  const at = minuteOfWeek(timeZone, ms)
  const shown = Math.floor(ms / minute) + zoneOffsetMinutes(timeZone, ms)
  const edges = spans.flatMap((span) =>
    span.days.flatMap((day) => {
      const { begins, minutes } = lengthOf(span, day)
      const ahead = [begins, begins + minutes].map((edge) => modulo(edge - at - 1, weekMinutes) + 1)
      // What was shown a while ago is shown once more where the clock is set back.
      return ahead.flatMap((it) => [it, it - weekMinutes])
    }),
  )
  const [next] = edges
    .flatMap((minutes) => turnsAt(timeZone, shown + minutes))
    .filter((then) => then > ms && isWithin(hours, minuteOfWeek(timeZone, then)) === (to === 'within'))
    .toSorted((a, b) => a - b)
  return next ?? null
}

/** Longer than the clocks of any two places are apart. */
const longestOffset = 36 * 60

/**
 * When the clock of a place shows a minute, told as minutes since 1970 by that clock: never where it is set forward over
 * it, twice where it is set back. Where it is set within a day or so of it, that moment too: it may skip an edge.
 */
function turnsAt(timeZone: string, shown: number): readonly number[] {
  const offsetAt = (utc: number) => zoneOffsetMinutes(timeZone, utc * minute)
  const [from, until] = [shown - longestOffset, shown + longestOffset]
  const [before, after] = [offsetAt(from), offsetAt(until)]
  const times = [...new Set([before, after])]
    .map((offset) => shown - offset)
    .filter((utc) => utc + offsetAt(utc) === shown)
  const all = before === after ? times : [...times, firstWhere((utc) => offsetAt(utc) === after, { from, until })]
  return all.map((utc) => utc * minute)
}

/** The first whole number after `from` of which something holds that goes on to hold; it does of `until`. */
function firstWhere(holds: (n: number) => boolean, { from, until }: { readonly from: number; readonly until: number }) {
  let [no, yes] = [from, until]
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** `Tue` and `23:10`, as a clock shows a minute of the week. */
export function clockAt(at: number): { readonly weekday: Weekday; readonly clock: string } {
  const inDay = at % dayMinutes
  const two = (n: number) => String(n).padStart(2, '0')
  const weekday = weekdays[Math.floor(at / dayMinutes)] ?? 'Mon'
  return { weekday, clock: `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}` }
}

function lengthOf({ from, to }: WeekSpan, day: Weekday) {
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  const minutes = ends > begins ? ends - begins : ends - begins + dayMinutes
  return { begins: weekdays.indexOf(day) * dayMinutes + begins, minutes }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by
}
