import type { Instant } from '../model.js'
import { instantMs, instantOf, parseInstant } from '../time.js'
import { plainDigits, readNumber } from './digits.js'
import { zoneOffsetMinutes } from './zone.js'
import type { TimeFormat } from './words.js'

/** How a moment is written: its form, and the zone of its clock (`UTC`, `+03:00`, `Asia/Damascus`). */
export interface MomentForm {
  readonly format: TimeFormat
  readonly zone: string
}

export type ReadMoment =
  | { readonly ok: true; readonly instant: Instant; readonly dateOnly: boolean }
  | { readonly ok: false; readonly expectation: string }

/** Names of the months, English, French, Turkish and both Arabic sets, each as it begins. */
const monthNames: readonly (readonly string[])[] = [
  ['jan', 'oca', 'janv', 'يناير', 'كانون الثاني'],
  ['feb', 'fév', 'fev', 'şub', 'فبراير', 'شباط'],
  ['mar', 'mars', 'مارس', 'آذار', 'اذار'],
  ['apr', 'avr', 'nis', 'أبريل', 'ابريل', 'إبريل', 'نيسان'],
  ['may', 'mai', 'مايو', 'أيار', 'ايار'],
  ['jun', 'juin', 'haz', 'يونيو', 'حزيران'],
  ['jul', 'juil', 'tem', 'يوليو', 'تموز'],
  ['aug', 'aoû', 'aou', 'ağu', 'أغسطس', 'اغسطس', 'آب', 'اب'],
  ['sep', 'eyl', 'سبتمبر', 'أيلول', 'ايلول'],
  ['oct', 'eki', 'أكتوبر', 'اكتوبر', 'تشرين الأول', 'تشرين الاول'],
  ['nov', 'kas', 'نوفمبر', 'تشرين الثاني'],
  ['dec', 'déc', 'ara', 'ديسمبر', 'كانون الأول', 'كانون الاول'],
]

const examples: Readonly<Record<TimeFormat, string>> = {
  iso: 'a date such as 2021-11-09, or with a time 2021-11-09 08:52',
  'day-first': 'a date with its day first, such as 31/01/2021 or 31 January 2021 08:52',
  'month-first': 'a date with its month first, such as 01/31/2021 08:52',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
  excel: 'days since 1899-12-30, as Excel counts them',
}

const dayMs = 86_400_000
const excelEpochMs = Date.UTC(1899, 11, 30)

/** Reads a moment in its declared form; a date alone stands for its start in UTC. A day that no month has is refused. */
export function readMoment(text: string, form: MomentForm): ReadMoment {
  const plain = plainDigits(text).replace(/\s+/g, ' ').trim()
  switch (form.format) {
    case 'epoch-seconds':
      return counted(plain, { epochMs: 0, unitMs: 1000, format: form.format })
    case 'epoch-milliseconds':
      return counted(plain, { epochMs: 0, unitMs: 1, format: form.format })
    case 'excel':
      return counted(plain, { epochMs: excelEpochMs, unitMs: dayMs, format: form.format })
    case 'iso':
    case 'day-first':
    case 'month-first':
      return written(plain, form)
  }
}

function counted(text: string, it: { epochMs: number; unitMs: number; format: TimeFormat }): ReadMoment {
  const value = readNumber(text, 'point')
  const ms = it.epochMs + Math.round((value ?? NaN) * it.unitMs)
  // The years 1900 to 9999: what lies outside was counted in another unit.
  if (!(ms > Date.UTC(1900, 0) && ms < Date.UTC(9999, 11))) return { ok: false, expectation: examples[it.format] }
  return { ok: true, instant: instantOf(ms), dateOnly: it.format === 'excel' && Number.isInteger(value) }
}

const clockShape = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d{1,9})?))?\s*(am|pm|a\.m\.|p\.m\.|ص|م)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`
const dated = new RegExp(`^(.+?)(?:(?:,? |[Tt])${clockShape})?$`, 'i')

function written(text: string, form: MomentForm): ReadMoment {
  const [, date = '', hours, minutes, seconds = '0', half, offset] = dated.exec(text) ?? []
  const day = dateOf(date, form.format)
  const refused = { ok: false, expectation: examples[form.format] } as const
  if (day === null) return refused
  const iso = parseInstant(day)
  if (!iso.ok) return { ok: false, expectation: `a moment that exists (${iso.message.replace(/\.$/, '')})` }
  if (hours === undefined) return { ok: true, instant: iso.instant, dateOnly: true }
  const clock = clockText({ hours, minutes: minutes ?? '00', seconds, half })
  const offsetText = offset === undefined ? null : /^(Z|UTC|GMT)$/i.test(offset) ? 'Z' : offset
  const read = clock === null ? null : parseInstant(`${day}T${clock}${offsetText ?? 'Z'}`)
  if (read?.ok !== true) return refused
  return { ok: true, instant: offsetText === null ? inZone(read.instant, form.zone) : read.instant, dateOnly: false }
}

function clockText(it: { hours: string; minutes: string; seconds: string; half: string | undefined }): string | null {
  const afternoon = it.half !== undefined && /^(p|م)/i.test(it.half)
  const given = Number(it.hours)
  if (it.half !== undefined && (given < 1 || given > 12)) return null
  const hours = it.half === undefined ? given : (given % 12) + (afternoon ? 12 : 0)
  const [whole = '0', part] = it.seconds.replace(',', '.').split('.')
  return `${String(hours).padStart(2, '0')}:${it.minutes}:${whole.padStart(2, '0')}${part === undefined ? '' : `.${part}`}`
}

/** A date as ISO 8601 writes it, whether or not there is such a day; null where the text is no date of this form. */
function dateOf(text: string, format: TimeFormat): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (iso !== null) return isoDate(iso[1], iso[2], iso[3])
  const named = namedDate(text)
  if (named !== null || format === 'iso') return named
  const [, a, b, year] = /^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})$/.exec(text) ?? []
  if (a === undefined || b === undefined || year === undefined) return null
  return format === 'day-first' ? isoDate(fullYear(year), b, a) : isoDate(fullYear(year), a, b)
}

/** `9 November 2021`, `Nov 9, 2021`, `9-Nov-21`, `٩ تشرين الثاني ٢٠٢١`. */
function namedDate(text: string): string | null {
  const bare = text.replace(/^\p{L}+,\s+(?=\d)/u, '')
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]([^\d,]+?)[.,]?[\s-](\d{4}|\d{2})$/.exec(bare)
  const monthFirst = /^([^\d,]+?)\.?[\s-](\d{1,2})(?:st|nd|rd|th)?,?[\s-](\d{4})$/.exec(bare)
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  const month = name === undefined ? 0 : monthOf(name)
  return month === 0 || year === undefined ? null : isoDate(fullYear(year), String(month), day)
}

/** The number of a month by its name; 0 where it is none. */
function monthOf(name: string): number {
  const folded = name.trim().toLowerCase()
  return (
    monthNames.findIndex((names) =>
      names.some((it) => (/^\p{ASCII}/u.test(it) || it.length <= 3 ? folded.startsWith(it) : folded === it)),
    ) + 1
  )
}

/** Two digits are of the last hundred years and the next thirty, as spreadsheets take them. */
function fullYear(year: string): string {
  if (year.length === 4) return year
  return Number(year) < 50 ? `20${year}` : `19${year}`
}

function isoDate(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** The instant at which a clock of that zone shows what the UTC clock shows at the given one. */
function inZone(instant: Instant, zone: string): Instant {
  const ms = instantMs(instant)
  const first = ms - zoneOffsetMinutes(zone, ms) * 60_000
  // Asked again at that instant, since the offset may have changed in between.
  return instantOf(ms - zoneOffsetMinutes(zone, first) * 60_000)
}
