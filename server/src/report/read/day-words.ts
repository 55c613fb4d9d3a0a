import * as chrono from 'chrono-node'
import type { TimeContext } from '@cordon/alerts'

/** Days of the text's clock, as the start of the first and the start after the last, in milliseconds. */
export interface Days {
  readonly fromMs: number
  readonly toMs: number
  readonly precision: 'day' | 'week' | 'month' | 'year'
  /** Said by itself, and not only as "the same day". */
  readonly names: boolean
  readonly start: number
  readonly end: number
}

const day = 86_400_000
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

type Rule = readonly [
  RegExp,
  (context: Clock, found: RegExpExecArray) => Pick<Days, 'fromMs' | 'toMs' | 'precision' | 'names'> | null,
]
interface Clock {
  readonly todayMs: number
  readonly anchorMs: number | null
}

const oneDay = (fromMs: number, names: boolean) => ({ fromMs, toMs: fromMs + day, precision: 'day' as const, names })
const anchored =
  (shift: number) =>
  ({ anchorMs }: Clock) =>
    anchorMs === null ? null : oneDay(anchorMs + shift * day, false)

const few = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "A week later", "four days earlier": counted from what was told before, and never told as still to come. */
function apart({ anchorMs, todayMs }: Clock, { groups }: RegExpExecArray) {
  const { number = '', unit = '', way = '' } = groups ?? {}
  const count = /^an?$/i.test(number) ? 1 : Number(number) || few.indexOf(number.toLowerCase()) + 1
  const days = count * (/^week/i.test(unit) ? 7 : 1)
  const isBefore = /^(?:earlier|before)$/i.test(way)
  const from = anchorMs ?? (isBefore ? todayMs : null)
  const at = from === null ? null : from + (isBefore ? -days : days) * day
  return at === null || at > todayMs ? null : oneDay(at, false)
}

/** What calendars do not know: words that count from what was told before, or from the publication. */
const rules: readonly Rule[] = [
  [
    /\b(?:earlier|later) (?:in|on|that|the same|this) (?:the )?(?:same )?(?:day|evening|night|morning|afternoon)\b|\b(?:the|that) same (?:day|evening|night|morning|afternoon)\b|\bthat (?:day|evening|night|morning|afternoon)\b|\blater that\b/gi,
    ({ todayMs, anchorMs }) => oneDay(anchorMs ?? todayMs, false),
  ],
  [/\b(?:the )?(?:next|following) (?:day|morning|evening|night|afternoon)\b|\bthe day after(?=[,.;]|$)/gi, anchored(1)],
  [
    new RegExp(
      String.raw`\b(?<number>an?|${few.join('|')}|\d{1,2}) (?<unit>days?|weeks?) (?<way>later|earlier|before(?=[,.;]|$))`,
      'gi',
    ),
    apart,
  ],
  [
    /\bthe (?:previous|day before|night before)(?: (?:day|evening|night))?\b/gi,
    ({ todayMs, anchorMs }) => oneDay((anchorMs ?? todayMs) - day, false),
  ],
  [/\blast night\b/gi, ({ todayMs }) => oneDay(todayMs - day, true)],
  [/\b(?:today|tonight|this (?:morning|afternoon|evening)|overnight)\b/gi, ({ todayMs }) => oneDay(todayMs, true)],
  [/\byesterday\b/gi, ({ todayMs }) => oneDay(todayMs - day, true)],
  [
    /\b(?:last|the past|the previous|over the last) week\b/gi,
    ({ todayMs }) => ({ fromMs: monday(todayMs) - 7 * day, toMs: monday(todayMs), precision: 'week', names: true }),
  ],
  [
    /\b(?:this|earlier this|later this) week\b/gi,
    ({ todayMs }) => ({ fromMs: monday(todayMs), toMs: todayMs + day, precision: 'week', names: true }),
  ],
  [
    /\b(?:next|the coming) (?:few )?(?:days|week)\b|\bwithin (?:the next )?(?:\d+|two|three|several|a few) (?:days|hours)\b/gi,
    ({ todayMs }) => ({ fromMs: todayMs, toMs: todayMs + 7 * day, precision: 'week', names: true }),
  ],
  [/\blast month\b/gi, ({ todayMs }) => month(new Date(todayMs).getUTCFullYear(), new Date(todayMs).getUTCMonth() - 1)],
]

function monday(ms: number): number {
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * day
}

function month(year: number, at: number) {
  return { fromMs: Date.UTC(year, at, 1), toMs: Date.UTC(year, at + 1, 1), precision: 'month' as const, names: true }
}

/** The days that a text names, the ones that say most first. */
export function daysIn(text: string, context: TimeContext): readonly Days[] {
  const shifted = context.publishedMs + context.offsetMinutes * 60_000
  const clock = { todayMs: Math.floor(shifted / day) * day, anchorMs: context.anchorMs }
  const dated = chrono.en.GB.parse(withoutHours(text), { instant: new Date(shifted), timezone: 0 }).flatMap((it) =>
    calendar(it, clock.todayMs, context.ahead),
  )
  const own = rules.flatMap(([pattern, days]) => {
    const [found] = [...text.matchAll(pattern)]
    const it = found === undefined ? null : days(clock, found)
    return found === undefined ? [] : [{ days: it, start: found.index, end: found.index + found[0].length }]
  })
  const relative = own.flatMap(({ days, start, end }) => (days === null ? [] : [{ ...days, start, end }]))
  // A calendar counts "the next day" from the publication; the text counts it from what it told before.
  const absolute = dated.filter((it) => !own.some((other) => other.start < it.end && it.start < other.end))
  const rank = (it: Days) => ['day', 'week', 'month', 'year'].indexOf(it.precision) - (it.names ? 0.5 : 0)
  return [...years(text, absolute), ...absolute, ...relative].toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)
}

const lengths =
  /\b(?:morning|afternoon|evening|night|early hours) of (?=\d|the \d|[A-Z])|\b(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day (?=markets?\b|prayers?\b|sermon|mosque)|\bfor (?:about |over |more than |nearly |almost )?(?:an?|\d+|two|three|four|five|six|several|a few|half an) (?:minutes?|hours?|days?|weeks?)\b/g

/**
 * "The evening of 21 July" is a day to the calendar; the part of it is read elsewhere. "For an hour" says how long, and a
 * calendar counts it from now. Nothing moves.
 */
function withoutHours(text: string): string {
  const plain = text.replace(lengths, (words) => ' '.repeat(words.length))
  // Over a gap a calendar looks for the year of a day, and loses the day where none follows.
  return plain.replace(/ {4,}/g, (gap) => ` ${'·'.repeat(gap.length - 2)} `)
}

/** A day or a month of the calendar. Years that the words leave out are those that make it past, or to come. */
function calendar(found: chrono.ParsedResult, todayMs: number, ahead: boolean): readonly Days[] {
  const at = { start: found.index, end: found.index + found.text.replace(/[\s,]+$/, '').length }
  const known = (part: chrono.Component) => found.start.isCertain(part)
  if (known('weekday') && !known('day')) return [{ ...oneDay(weekdayNear(found, todayMs, ahead), true), ...at }]
  if (!known('month') && !known('day')) return []
  // "On February 17, two men …" is a day; a calendar takes it for the month of a year.
  const [, alone] = /^\p{L}+\.? (\d{1,2})$/u.exec(found.text.trim()) ?? []
  if (!known('day') && alone !== undefined) return [{ ...dayOfMonth(found, Number(alone), { todayMs, ahead }), ...at }]
  const year = found.start.get('year') ?? new Date(todayMs).getUTCFullYear()
  const index = (found.start.get('month') ?? 1) - 1
  if (!known('day'))
    return [{ ...month(yearFor(Date.UTC(year, index, 1), { isCertain: known('year'), todayMs, ahead }), index), ...at }]
  const start = Date.UTC(year, index, found.start.get('day') ?? 1)
  const right = Date.UTC(
    yearFor(start, { isCertain: known('year'), todayMs, ahead }),
    index,
    found.start.get('day') ?? 1,
  )
  const end =
    found.end == null
      ? right
      : Date.UTC(new Date(right).getUTCFullYear(), (found.end.get('month') ?? 1) - 1, found.end.get('day') ?? 1)
  return [{ fromMs: right, toMs: Math.max(right, end) + day, precision: 'day', names: true, ...at }]
}

function dayOfMonth(found: chrono.ParsedResult, dayNumber: number, clock: Omit<YearClock, 'isCertain'>) {
  const index = (found.start.get('month') ?? 1) - 1
  const ms = Date.UTC(new Date(clock.todayMs).getUTCFullYear(), index, dayNumber)
  return oneDay(Date.UTC(yearFor(ms, { ...clock, isCertain: false }), index, dayNumber), true)
}

interface YearClock {
  readonly isCertain: boolean
  readonly todayMs: number
  readonly ahead: boolean
}

function yearFor(ms: number, { isCertain, todayMs, ahead }: YearClock): number {
  const year = new Date(ms).getUTCFullYear()
  if (isCertain) return year
  const same = new Date(ms).setUTCFullYear(new Date(todayMs).getUTCFullYear())
  const now = new Date(todayMs).getUTCFullYear()
  if (ahead) return same < todayMs - 30 * day ? now + 1 : now
  return same > todayMs ? now - 1 : now
}

/** "Monday" is the last one, today included; of what is to come, the next one. */
function weekdayNear(found: chrono.ParsedResult, todayMs: number, ahead: boolean): number {
  const wanted = found.start.get('weekday') ?? weekdays.indexOf(found.text.toLowerCase())
  const back = (new Date(todayMs).getUTCDay() - wanted + 7) % 7
  return ahead && /\bnext\b|\bcoming\b/i.test(found.text) ? todayMs + (7 - back) * day : todayMs - back * day
}

/** "in 2019": a year alone, which calendars take for an hour. */
function years(text: string, known: readonly Days[]): readonly Days[] {
  return [...text.matchAll(/\b(?:in|since|until|during) (?<year>(?:19|20)\d\d)\b/g)].flatMap((it) => {
    const year = Number(it.groups?.['year'])
    const at = { start: it.index, end: it.index + it[0].length }
    if (known.some((other) => other.start < at.end && at.start < other.end)) return []
    return [
      { fromMs: Date.UTC(year, 0, 1), toMs: Date.UTC(year + 1, 0, 1), precision: 'year' as const, names: true, ...at },
    ]
  })
}
