import { instantOf, type ReadTime, type TimeContext, type TimeRead } from '@cordon/alerts'
import { hoursIn, type Hours } from './clock-words.js'
import { daysIn, type Days } from './day-words.js'

const minute = 60_000
const dayLength = 24 * 60

/** The time that a stretch names: a day, an hour of a day, a week or a month; null where it names none. */
export const readTime: ReadTime = (stretch, context) => {
  const [days] = daysIn(stretch.text, context)
  const hours = hoursIn(stretch.text)
  const spans = [days, hours].flatMap((it) =>
    it ? [{ start: stretch.start + it.start, end: stretch.start + it.end }] : [],
  )
  if (days !== undefined && days.precision !== 'day') return { ...period(days), spans }
  const dayMs = days?.fromMs ?? dayOf(hours, context)
  if (dayMs === null) return null
  const value = hours === null ? wholeDay(days, dayMs) : partOfDay(hours, dayMs, context)
  return { value, spans, dayMs, namesDay: days?.names === true }
}

/** An hour without a day is one of the day spoken of, or of the day of publication, never later than that. */
function dayOf(hours: Hours | null, context: TimeContext): number | null {
  if (hours === null) return null
  if (context.anchorMs !== null) return context.anchorMs
  const offset = hours.offsetMinutes ?? context.offsetMinutes
  const shifted = context.publishedMs + offset * minute
  const today = Math.floor(shifted / (dayLength * minute)) * dayLength * minute
  return today + hours.from * minute > shifted ? today - dayLength * minute : today
}

/** Whole days keep their date: what is known to the day alone has no hour that a clock could move. */
function wholeDay(days: Days | undefined, dayMs: number): TimeRead['value'] {
  const isSpan = days !== undefined && days.toMs - days.fromMs > dayLength * minute
  return {
    occurredFrom: instantOf(dayMs),
    occurredTo: isSpan ? instantOf(days.toMs - dayLength * minute) : null,
    timePrecision: 'day',
  }
}

function partOfDay(hours: Hours, dayMs: number, context: TimeContext): TimeRead['value'] {
  const offset = (hours.offsetMinutes ?? context.offsetMinutes) * minute
  const at = (minutes: number) => instantOf(dayMs + minutes * minute - offset)
  const isLong = hours.precision === 'part-of-day' && hours.to - hours.from !== 6 * 60
  return { occurredFrom: at(hours.from), occurredTo: isLong ? at(hours.to) : null, timePrecision: hours.precision }
}

function period(days: Days): Omit<TimeRead, 'spans'> {
  const value = {
    occurredFrom: instantOf(days.fromMs),
    occurredTo: instantOf(days.toMs - 1),
    timePrecision: days.precision,
  }
  // A week is near enough to be news; a month and a year are what counts are made of.
  return { value, dayMs: null, namesDay: days.precision === 'week' }
}
