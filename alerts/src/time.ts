import type { Incident, Instant, TimePrecision } from './model.js'

export type ParsedInstant =
  | { readonly ok: true; readonly instant: Instant; readonly dateOnly: boolean }
  | { readonly ok: false; readonly message: string }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long after the stated instant a thing may still have happened, by the precision of that instant. */
const precisionWindows: Readonly<Record<TimePrecision, number>> = {
  exact: 0,
  hour,
  'part-of-day': 6 * hour,
  day,
  week: 7 * day,
  month: 31 * day,
  year: 366 * day,
}

/** The length in milliseconds of the window that starts at an instant of this precision. */
export function precisionWindowMs(precision: TimePrecision): number {
  return precisionWindows[precision]
}

/** Before anything that is stored, and the first that a database of ours knows: the year before it is none. */
export const firstInstant: Instant = '0001-01-01T00:00:00.000Z'

/** Milliseconds since 1970 of a given instant; throws where the text is none, because nothing can be decided then. */
export function instantMs(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`Expected an ISO 8601 instant, got "${instant}".`)
  return ms
}

/** The instant at a number of milliseconds since 1970. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString()
}

/** How much later `to` is than `from`, in milliseconds; negative where it is earlier. */
export function ageMs(from: Instant, to: Instant): number {
  return instantMs(to) - instantMs(from)
}

/**
 * The last moment at which an incident may have happened, or its threat may still hold, in milliseconds since 1970:
 * the end of the precision window that starts at its end, or at its start where no end is stated. Where an end is
 * stated, it already says what a week, a month or a year would, so the window is then a day at most.
 */
export function latestMs(times: Pick<Incident, 'occurredFrom' | 'occurredTo' | 'timePrecision'>): number {
  const window = precisionWindowMs(times.timePrecision)
  if (times.occurredTo === null) return instantMs(times.occurredFrom) + window
  return instantMs(times.occurredTo) + Math.min(window, day)
}

/** Hours and minutes of an instant in UTC, for example `05:52Z`. */
export function formatUtc(instant: Instant): string {
  return `${instantOf(instantMs(instant)).slice(11, 16)}Z`
}

/**
 * An instant in UTC as one says it at `now`: `05:52Z`, or `2021-11-09 05:52Z` where that is another day, or where nobody
 * knows when it is read.
 */
export function formatUtcAt(instant: Instant, now: Instant | null): string {
  const day = instantOf(instantMs(instant)).slice(0, 10)
  return now !== null && instantOf(instantMs(now)).startsWith(day) ? formatUtc(instant) : `${day} ${formatUtc(instant)}`
}

/**
 * When something happened, in UTC, no finer than it is known: as `formatUtcAt` does where that is to the minute, with the
 * hours that it may be where it is to an hour or a part of the day (`2021-11-09 07–08Z`), else `2021-11-09`, `2021-11` or
 * `2021`. Of a week it is the first day: whoever says it says that it is a week.
 */
export function formatUtcKnown(instant: Instant, precision: TimePrecision, now: Instant | null): string {
  if (!isByTheClock(precision)) return instantOf(instantMs(instant)).slice(0, dates[precision])
  const moment = formatUtcAt(instant, now)
  return precision === 'exact'
    ? moment
    : `${moment.slice(0, -formatUtc(instant).length)}${formatHours(instant, precision)}`
}

/** The hours in which something known to an hour or a part of the day may have happened: `18–24Z`; it may end on the next day. */
export function formatHours(instant: Instant, precision: 'hour' | 'part-of-day'): string {
  const fromMs = instantMs(instant)
  const first = new Date(fromMs).getUTCHours()
  const last = Math.ceil((fromMs + precisionWindows[precision]) / hour) % 24
  const twoDigits = (hours: number) => String(hours).padStart(2, '0')
  return `${twoDigits(first)}–${twoDigits(last === 0 ? 24 : last)}Z`
}

/** How many letters of a date say no more than is known. */
const dates = { day: 10, week: 10, month: 7, year: 4 } as const

/** Whether a time is known well enough that its hours and minutes mean something. */
export function isByTheClock(precision: TimePrecision): precision is Exclude<TimePrecision, keyof typeof dates> {
  return !(precision in dates)
}

const date = String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)`
const clock = String.raw`(?<time>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)`
const offset = String.raw`(?<offset>[Zz]|(?<sign>[+-])(?<offsetHours>\d\d)(?::?(?<offsetMinutes>\d\d))?)`
const shape = new RegExp(`^${date}(?:[Tt ]${clock}${offset}?)?$`)

const example = '2021-11-09T05:52:00Z, 2021-11-09T08:52+03:00 or 2021-11-09'

/**
 * Reads an instant in ISO 8601: a date with time and offset, or a date alone, which stands for its start in UTC.
 * A time without an offset is refused: two readers would take it for two instants.
 */
export function parseInstant(text: string): ParsedInstant {
  const parts = shape.exec(text.trim())?.groups
  if (parts === undefined) return refused(`Expected a time such as ${example}, got "${shorten(text)}".`)
  const problem = dateProblem(parts) ?? clockProblem(parts) ?? offsetProblem(parts, text)
  if (problem !== null) return refused(problem)
  const instant = assemble(parts)
  if (instant === null) return refused(`Expected a year from 0001 to 9999 in UTC, got "${text}".`)
  return { ok: true, instant, dateOnly: parts['time'] === undefined }
}

type Parts = Readonly<Record<string, string | undefined>>

function refused(message: string): ParsedInstant {
  return { ok: false, message }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function dateProblem(parts: Parts): string | null {
  const [year, month, dayOfMonth] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])]
  const text = `${parts['year']}-${parts['month']}-${parts['day']}`
  if (month < 1 || month > 12) return `${text} does not exist: expected a month from 01 to 12.`
  const days = daysIn(year, month)
  return dayOfMonth >= 1 && dayOfMonth <= days ? null : `${text} does not exist: that month has ${days} days.`
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31
}

function clockProblem(parts: Parts): string | null {
  const time = parts['time']
  if (time === undefined) return null
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map((part) => Number(part.replace(',', '.')))
  if (hours < 24 && minutes < 60 && seconds < 60) return null
  return `The time ${time} does not exist: expected 00:00:00 to 23:59:59.`
}

function offsetProblem(parts: Parts, text: string): string | null {
  if (parts['time'] === undefined) return null
  const offset = parts['offset']
  if (offset === undefined) return `"${text}" has no offset: add Z for UTC, or one such as +03:00.`
  if (Number(parts['offsetMinutes'] ?? 0) < 60 && Math.abs(offsetOf(parts)) <= 14 * 60) return null
  return `The offset ${offset} does not exist: expected -14:00 to +14:00.`
}

/** Minutes ahead of UTC. */
function offsetOf(parts: Parts): number {
  const minutes = Number(parts['offsetHours'] ?? 0) * 60 + Number(parts['offsetMinutes'] ?? 0)
  return parts['sign'] === '-' ? -minutes : minutes
}

function assemble(parts: Parts): Instant | null {
  const midnight = Date.parse(`${parts['year']}-${parts['month']}-${parts['day']}T00:00:00.000Z`)
  const [hours = 0, minutes = 0, seconds = 0] = (parts['time'] ?? '00:00')
    .split(':')
    .map((p) => Number(p.replace(',', '.')))
  const sinceMidnight = (hours * 60 + minutes - offsetOf(parts)) * minute
  const instant = instantOf(midnight + sinceMidnight + Math.floor(seconds * 1000 + 1e-6))
  return instant.length === 24 && !instant.startsWith('0000') ? instant : null
}
