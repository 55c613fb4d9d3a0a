import { faultAt } from '@cordon/alerts'
import { ok, wrong, type Result } from '../../platform/result.js'
import { expand } from './expand.js'
import { componentsOf, type Component, type Components } from './components.js'
import type { ContentLine } from './lines.js'
import { CalendarRefused, refused, shown } from './refusal.js'
import { seriesOf, type Series } from './series.js'
import { zonesOf } from './zones.js'

/** A calendar that was read. */
export interface ReadCalendar {
  /** By whose clock its days begin, and its times that name no zone are meant. */
  readonly timeZone: string
  readonly eventsCount: number
  readonly series: readonly Series[]
}

/** Bytes of a text, events, rules by which they repeat, times that are told one by one, times in a year that a calendar may have, and milliseconds in which they are found. */
export const most = {
  bytes: 1_048_576,
  events: 2_000,
  rules: 2_000,
  timesToldApart: 5_000,
  timesAYear: 10_000,
  ms: 4_000,
} as const

const yearMs = 366 * 86_400_000

interface Asked {
  /** By whose clock it is meant where it does not say. */
  readonly timeZone: string
  /** When it is imported; null where it was before: how often its events come was asked then. */
  readonly nowMs: number | null
}

/** Reads an iCalendar text (RFC 5545). What cannot be read is refused as a whole, with its line and value. */
export function readCalendar(text: string, { timeZone, nowMs }: Asked): Result<ReadCalendar> {
  try {
    const calendars = componentsOf(text)
    const events = calendars.flatMap((it) => it.events)
    if (events.length > most.events) {
      throw refused('calendar.manyEvents', { mostCount: most.events, eventsCount: events.length })
    }
    const rulesCount = linesOf(events, 'RRULE').length
    if (rulesCount > most.rules) throw refused('calendar.manyRules', { mostCount: most.rules, rulesCount })
    const timesCount = toldApart(events)
    if (timesCount > most.timesToldApart) {
      throw refused('calendar.manyTimes', { mostCount: most.timesToldApart, timesCount })
    }
    const told = calendars.map((it) => seriesIn(it, timeZone))
    const series = newest(told.flatMap((it) => it.series))
    const held = series.filter(({ isCancelled }) => !isCancelled)
    if (held.length === 0) throw refused('calendar.noEvents', {})
    const read = { timeZone: told[0]?.timeZone ?? timeZone, eventsCount: held.length, series }
    if (nowMs !== null) mustBeSeldom(read, nowMs)
    return ok(read)
  } catch (error) {
    if (!(error instanceof CalendarRefused)) throw error
    return wrong(faultAt('source', error.finding))
  }
}

/** How many times stand there one by one: each of them is read whenever the calendar is. */
function toldApart(events: readonly Component[]): number {
  return linesOf(events, 'RDATE', 'EXDATE').reduce((sum, { value }) => sum + value.split(',').length, 0)
}

function linesOf(events: readonly Component[], ...names: readonly string[]): readonly ContentLine[] {
  return events.flatMap(({ lines }) => lines.filter(({ name }) => names.includes(name)))
}

/** The events of one calendar, by its own zones and clock. */
function seriesIn({ own, events, zones }: Components, chosen: string): Pick<ReadCalendar, 'timeZone' | 'series'> {
  const known = zonesOf(zones)
  const named = own.find(({ name, value }) => name === 'X-WR-TIMEZONE' && value.trim() !== '')
  const timeZone = named === undefined ? chosen : known(named.value.trim(), named.line)
  const series = events.map((it) => seriesOf(it, { zones: known, timeZone }))
  // What is sent to call events off has no other (RFC 5546, 3.2.5).
  const isCalledOff = own.some(({ name, value }) => name === 'METHOD' && value.trim().toUpperCase() === 'CANCEL')
  return { timeZone, series: isCalledOff ? series.map((it) => ({ ...it, isCancelled: true })) : series }
}

/** Of several tellings of one event the last one; whoever tells two events by one name, as some do, tells two. */
function newest(series: readonly Series[]): readonly Series[] {
  const last = new Map<string, number>()
  const keyOf = ({ uid, instead }: Series) => `${uid} ${instead?.at.epochMilliseconds ?? ''}`
  for (const it of series) last.set(keyOf(it), Math.max(last.get(keyOf(it)) ?? it.sequence, it.sequence))
  return series.filter((it) => it.uid === '' || it.sequence === last.get(keyOf(it)))
}

/** Asked of the year to come, and of one by which a rule that is looked through in vain has been for long. */
function mustBeSeldom(read: ReadCalendar, nowMs: number): void {
  for (const fromMs of [nowMs, nowMs + 10 * yearMs]) {
    const window = { fromMs, untilMs: fromMs + yearMs }
    const { busiest } = expand(read, window, { times: most.timesAYear, ms: most.ms })
    if (busiest === null) continue
    const event = busiest.what || shown(busiest.uid)
    throw refused('calendar.often', { mostCount: most.timesAYear, event }, busiest.line)
  }
}
