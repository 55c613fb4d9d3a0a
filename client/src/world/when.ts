import {
  formatHours,
  formatUtc,
  instantOf,
  isByTheClock,
  isolated,
  precisionWindowMs,
  type Incident,
  type Instant,
  type TimePrecision,
} from '@cordon/alerts'
import { i18n, languageOf } from '../i18n/i18n.js'
import { ageIn } from './age.js'
import { dateFormat, relativeFormat } from './formats.js'

const dayMs = 86_400_000

const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
const month = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const

/** Latin digits in every language: times and coordinates are read out over the radio. */
const tagOf = (locale: string) => (locale === 'en' ? 'en-GB' : `${locale}-u-nu-latn`)

function written(instant: Instant, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(tagOf(locale), options).format(Date.parse(instant))
}

/** Day of an instant in UTC: `9 Nov 2021`. */
export function formatDay(instant: Instant, locale: string): string {
  return written(instant, locale, day)
}

function isOfToday(instant: Instant, nowMs: number | null): boolean {
  return nowMs !== null && instant.slice(0, 10) === new Date(nowMs).toISOString().slice(0, 10)
}

/** From when until when, each end in one piece: what a Z follows would turn round in a line from the right. */
export function formatSpan(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  locale: string,
): string {
  return [fromMs, toMs].map((ms) => isolated(formatMinute(ms, locale))).join(' – ')
}

/** A day and a minute of it, in UTC. */
export function formatMinute(ms: number, locale: string): string {
  return `${formatDay(instantOf(ms), locale)} ${formatUtc(instantOf(ms))}`
}

/** An instant in UTC: `05:52Z` where it is of today, else `9 Nov 2021 05:52Z`, as everywhere where no now is given. */
export function formatInstant(instant: Instant, nowMs: number | null, locale: string): string {
  return isOfToday(instant, nowMs) ? formatUtc(instant) : `${formatDay(instant, locale)} ${formatUtc(instant)}`
}

/** The same instant as clocks show it in a time zone of the IANA's, with its name. */
export function formatLocal(instant: Instant, locale: string, timeZone: string): string {
  return localFormat(locale, timeZone).format(Date.parse(instant))
}

function localFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const
  return dateFormat(tagOf(locale), { ...time, timeZone, day: 'numeric', month: 'short', year: 'numeric' })
}

const hourMs = 3_600_000

/**
 * When something happened as clocks show it in a time zone of the IANA's, with its name: from when to when where that is
 * known to an hour or a part of the day, and null where no clock is known, since a day in UTC is no day elsewhere.
 */
export function formatLocalOccurred(
  { occurredFrom, timePrecision }: Pick<Incident, 'occurredFrom' | 'timePrecision'>,
  locale: string,
  timeZone: string,
): string | null {
  if (timePrecision === 'exact') return formatLocal(occurredFrom, locale, timeZone)
  if (!isByTheClock(timePrecision)) return null
  const fromMs = Date.parse(occurredFrom)
  const toMs = Math.ceil((fromMs + precisionWindowMs(timePrecision)) / hourMs) * hourMs
  return localFormat(locale, timeZone).formatRange(Math.floor(fromMs / hourMs) * hourMs, toMs)
}

/** When something happened, no finer than its source stated it; with its day always where no now is given. */
export function formatOccurred(
  { occurredFrom, timePrecision }: Pick<Incident, 'occurredFrom' | 'timePrecision'>,
  nowMs: number | null,
  locale: string,
): string {
  const day = () => formatDay(occurredFrom, locale)
  const hours = (of: 'hour' | 'part-of-day') => formatHours(occurredFrom, of)
  const as: Readonly<Record<TimePrecision, () => string>> = {
    exact: () => formatInstant(occurredFrom, nowMs, locale),
    hour: () => (isOfToday(occurredFrom, nowMs) ? hours('hour') : `${day()} ${hours('hour')}`),
    'part-of-day': () => `${day()} ${hours('part-of-day')}`,
    day,
    week: () => i18n.global.t('weekOf', { day: day() }, { locale: languageOf(locale) }),
    month: () => written(occurredFrom, locale, month),
    year: () => occurredFrom.slice(0, 4),
  }
  return as[timePrecision]()
}

/**
 * How long ago something happened, no finer than its time is known: by the day in UTC where that is by the day or a part
 * of it, and nothing where not even the day is known, since its date says all there is.
 */
export function ageKnown(
  {
    occurredFrom,
    timePrecision = 'exact',
  }: Pick<Incident, 'occurredFrom'> & { readonly timePrecision?: TimePrecision },
  nowMs: number,
  locale: string,
): string {
  const fromMs = Date.parse(occurredFrom)
  if (timePrecision === 'exact' || timePrecision === 'hour') return ageIn(locale, fromMs, nowMs)
  if (timePrecision !== 'day' && timePrecision !== 'part-of-day') return ''
  const days = Math.floor(fromMs / dayMs) - Math.floor(nowMs / dayMs)
  if (Math.abs(days) > 1) return ageIn(locale, days * dayMs, 0)
  return relativeFormat(`${locale}-u-nu-latn`, { numeric: 'auto' }).format(days, 'day')
}
