import { Temporal } from 'temporal-polyfill'
import type { ContentLine } from './lines.js'
import { refused, shown } from './refusal.js'
import type { Zones } from './zones.js'

/** A time as a calendar tells it. */
export interface Moment {
  readonly at: Temporal.ZonedDateTime
  /** A whole day, told without a time. */
  readonly isDay: boolean
}

/** What a time is read by: the zones that the calendar names, and the one of what names none. */
export interface Clocks {
  readonly zones: Zones
  readonly timeZone: string
}

const shape = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/

/** The times of a line (RFC 5545, 3.3.4 and 3.3.5): one, or several with commas between. Throws a refusal. */
export function momentsOf(line: ContentLine, clocks: Clocks): readonly Moment[] {
  return line.value.split(',').map((text) => momentOf(text, line, clocks))
}

export function momentOf(text: string, { line, params }: ContentLine, { zones, timeZone }: Clocks): Moment {
  const [, year, month, day, hour, minute, second, utc] = shape.exec(text.trim()) ?? []
  if (year === undefined) throw refused('calendar.time', { got: shown(text) }, line)
  const tzid = params.get('TZID')
  const isDay = hour === undefined
  // A day is one by the clock of the calendar, whoever wrote a zone beside it.
  const zone = utc !== undefined ? 'UTC' : tzid === undefined || isDay ? timeZone : zones(tzid, line)
  try {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' })
    const plainTime = isDay ? undefined : Temporal.PlainTime.from(`${hour}:${minute}:${second}`, { overflow: 'reject' })
    return { at: date.toZonedDateTime({ timeZone: zone, ...(plainTime && { plainTime }) }), isDay }
  } catch {
    throw refused('calendar.time', { got: shown(text) }, line)
  }
}

/** How long something takes: days as calendars count them, or a time. */
export type Length = Temporal.Duration

/** Nothing takes longer: ten thousand years, over which clocks cannot be reckoned. */
const mostDays = 3_660_000

/** A duration (RFC 5545, 3.3.6). Throws a refusal, also of one that is negative. */
export function lengthOf(text: string, line: number): Length {
  const value = text.trim().replace(/^\+/, '')
  try {
    const length = Temporal.Duration.from(value)
    if (length.sign >= 0 && length.years === 0 && length.months === 0 && daysOf(length) <= mostDays) return length
  } catch {
    // It is told below.
  }
  throw refused('calendar.duration', { got: shown(text) }, line)
}

function daysOf({ weeks, days, hours, minutes, seconds }: Length): number {
  return 7 * weeks + days + (hours + (minutes + seconds / 60) / 60) / 24
}
