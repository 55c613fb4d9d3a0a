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

/** Hours of the week by the clock of a place. */
export interface WeekHours {
  /** `Asia/Damascus`, `UTC`, `+03:00`. */
  readonly timeZone: string
  readonly spans: readonly WeekSpan[]
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
  const edges = spans.flatMap((span) =>
    span.days.flatMap((day) => {
      const { begins, minutes } = lengthOf(span, day)
      return [begins, begins + minutes].map((edge) => modulo(edge - at - 1, weekMinutes) + 1)
    }),
  )
  const [next] = edges
    .map((minutes) => afterMinutes(timeZone, ms, minutes))
    .filter((then) => then > ms && isWithin(hours, minuteOfWeek(timeZone, then)) === (to === 'within'))
    .toSorted((a, b) => a - b)
  return next ?? null
}

/** When a clock shows so many minutes more, at the whole minute. */
function afterMinutes(timeZone: string, ms: number, minutes: number): number {
  const then = (Math.floor(ms / minute) + minutes) * minute
  return then - (zoneOffsetMinutes(timeZone, then) - zoneOffsetMinutes(timeZone, ms)) * minute
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
