import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { ContentLine } from './lines.js'
import { momentOf, type Clocks, type Moment } from './moments.js'
import { refused, shown } from './refusal.js'

/** A rule for repeating, and what is known of its end without looking for it. */
export interface Repeating {
  readonly finder: RRuleTemporal
  readonly isCounted: boolean
  /** The last moment at which it may come, in milliseconds since 1970; null where it goes on. */
  readonly untilMs: number | null
}

/** Periods of a rule that are looked through in vain before it is given up. */
const mostSteps = 100_000

const numbers = (one: string) => new RegExp(`^(?:${one})(?:,(?:${one}))*$`)
const upTo31 = '[+-]?(?:[12]\\d|3[01]|0?[1-9])'
const upTo366 = '[+-]?(?:36[0-6]|3[0-5]\\d|[12]\\d\\d|0{0,2}[1-9]|0?[1-9]\\d)'
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)'

/** What each part of a rule may say (RFC 5545, 3.3.10); one that says anything else would be read as if it were not there. */
const parts: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  // More would be counted anew whenever the calendar is looked at.
  COUNT: /^0*(?:[1-9]\d{0,3}|10000)$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  INTERVAL: /^0*[1-9]\d{0,3}$/,
  BYMONTH: numbers('0?[1-9]|1[0-2]'),
  BYMONTHDAY: numbers(upTo31),
  BYYEARDAY: numbers(upTo366),
  BYWEEKNO: numbers('[+-]?(?:[1-4]\\d|5[0-3]|0?[1-9])'),
  BYDAY: numbers(`(?:[+-]?(?:[1-4]\\d|5[0-3]|0?[1-9]))?${weekday}`),
  BYHOUR: numbers('[01]?\\d|2[0-3]'),
  BYMINUTE: /^[0-5]?\d$/,
  BYSECOND: /^[0-5]?\d$/,
  BYSETPOS: numbers(upTo366),
  WKST: new RegExp(`^${weekday}$`),
  RSCALE: /^GREGORIAN$/,
}

/** Parts that no rule of such a frequency may have. */
const barred: Readonly<Record<string, RegExp>> = {
  HOURLY: /^BYWEEKNO$/,
  DAILY: /^(?:BYWEEKNO|BYYEARDAY)$/,
  WEEKLY: /^(?:BYWEEKNO|BYYEARDAY|BYMONTHDAY)$/,
  MONTHLY: /^(?:BYWEEKNO|BYYEARDAY)$/,
}

/** A rule as it is told of an event that begins at a time. Throws a refusal that names the part that cannot be read. */
export function ruleOf(line: ContentLine, start: Moment, clocks: Clocks): Repeating {
  const { value } = line
  if (/FREQ=(SECONDLY|MINUTELY)/i.test(value) || /BY(MINUTE|SECOND)=[^;]*,/i.test(value)) {
    throw refused('calendar.tooFine', { got: shown(value) }, line.line)
  }
  const said = partsOf(line)
  const until = said.get('UNTIL')
  const last = until === undefined ? null : lastOf(until, start, { line, clocks })
  const kept = [...said].filter(([name]) => name !== 'UNTIL' && name !== 'RSCALE').map(([name, it]) => `${name}=${it}`)
  const whole = [...kept, ...(last === null ? [] : [`UNTIL=${basic(last)}`])].join(';')
  const dtstart = asReckoned(start)
  try {
    const finder = new RRuleTemporal({
      ...{ rruleString: `RRULE:${whole}`, dtstart, tzid: dtstart.timeZoneId, includeDtstart: true },
      ...{ temporal: Temporal, maxIterations: mostSteps, cache: false },
    })
    return { finder, isCounted: said.has('COUNT'), untilMs: last?.epochMilliseconds ?? null }
  } catch {
    throw refused('calendar.rule', { got: shown(value) }, line.line)
  }
}

/** The parts of a rule by name, in capitals. */
function partsOf({ value, line }: ContentLine): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  for (const part of value.toUpperCase().replace(/;$/, '').split(';')) {
    const [, name = '', it = ''] = /^([A-Z-]+)=(.*)$/s.exec(part) ?? []
    if (said.has(name) || parts[name]?.test(it) !== true) throw wrongPart(value, part, line)
    said.set(name, it)
  }
  const frequency = said.get('FREQ')
  if (frequency === undefined) throw refused('calendar.rule', { got: shown(value) }, line)
  const wrong = [...said].find(([name, it]) => isBarred(name, it, said))
  if (wrong !== undefined) throw wrongPart(value, wrong.join('='), line)
  return said
}

function wrongPart(value: string, part: string, line: number) {
  return refused('calendar.rulePart', { got: shown(value), part: shown(part) }, line)
}

function isBarred(name: string, it: string, said: ReadonlyMap<string, string>): boolean {
  const frequency = said.get('FREQ') ?? ''
  if (barred[frequency]?.test(name) === true) return true
  if (name !== 'BYDAY' || !/\d/.test(it)) return false
  // "The first Monday" is one of a month or a year; no month has a sixth.
  if (frequency !== 'MONTHLY' && frequency !== 'YEARLY') return true
  return (
    (frequency === 'MONTHLY' || said.has('BYMONTH')) &&
    !/^(?:[+-]?0?[1-5])?[A-Z]{2}(?:,(?:[+-]?0?[1-5])?[A-Z]{2})*$/.test(it)
  )
}

interface Told {
  readonly line: ContentLine
  readonly clocks: Clocks
}

/** The last moment that an end of a rule lets through, by the clock that the rule is reckoned by. */
function lastOf(until: string, start: Moment, { line, clocks }: Told): Temporal.ZonedDateTime {
  // A time without a zone is one of the clock of the event, as its beginning is.
  const by = { zones: clocks.zones, timeZone: start.at.timeZoneId }
  const { at, isDay } = momentOf(until, { ...line, params: new Map() }, by)
  if (start.isDay) return asReckoned({ at: at.withTimeZone(start.at.timeZoneId), isDay: true })
  return isDay ? at.add({ days: 1 }).subtract({ seconds: 1 }) : at
}

/**
 * A day is reckoned by dates alone: some have no midnight, where clocks are set forward then, and are days all the same.
 */
export function asReckoned({ at, isDay }: Moment): Temporal.ZonedDateTime {
  return isDay ? at.toPlainDate().toZonedDateTime('UTC') : at
}

function basic(at: Temporal.ZonedDateTime): string {
  return at.toInstant().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
}
