import type { Instant } from '../instant.js'
import { zoneOffsetMinutes } from '../report/zone.js'
import { instantMs, instantOf } from '../time.js'
import { monthOf } from './period.js'
import type { Period, SitrepSearch } from './sitrep.js'

/** When each month a report of the month before is drawn up, of what, and to whom it goes once it is signed. */
export interface SitrepScheduleContent {
  /** What its reports are called, before their month. */
  readonly name: string
  readonly search: SitrepSearch
  /** Of the month, 1 to 28: every month has it. */
  readonly day: number
  /** Of that day, 0 to 23. */
  readonly hour: number
  /** IANA name of the place whose clock counts. */
  readonly timeZone: string
  /** Accounts. */
  readonly people: readonly string[]
  /** Nothing is drawn up while it is off. */
  readonly enabled: boolean
}

/** One report that a schedule has drawn up: as of when, which is when it is due, and of which month in UTC. */
export interface SitrepRun {
  readonly at: Instant
  readonly period: Period
}

type Timing = Pick<SitrepScheduleContent, 'day' | 'hour' | 'timeZone'>

/**
 * The first run after an instant, of a month after `done`, which is the beginning of the last one that was drawn up: so
 * that a schedule that is changed tells of no month twice. No run comes before its month is over in UTC.
 */
export function nextSitrepRun(timing: Timing, after: Instant, done: Instant | null): SitrepRun {
  const from = new Date(instantMs(after))
  for (let ahead = -1; ; ahead += 1) {
    const run = runIn(timing, from.getUTCFullYear(), from.getUTCMonth() + ahead)
    if (run.at > after && (done === null || run.period.from > done)) return run
  }
}

/** The run that tells a month, given by the instant at which it begins in UTC. */
export function sitrepRunOf(timing: Timing, from: Instant): SitrepRun {
  const month = new Date(instantMs(from))
  return runIn(timing, month.getUTCFullYear(), month.getUTCMonth() + 1)
}

/** The run in a month, January being 0; months beyond a year's are those of the years around it. */
function runIn({ day, hour, timeZone }: Timing, year: number, month: number): SitrepRun {
  const before = instantOf(Date.UTC(year, month - 1)).slice(0, 7)
  const period = monthOf(before)
  if (period === null) throw new Error(`No month: ${before}`)
  const due = momentOf(Date.UTC(year, month, day, hour), timeZone)
  return { at: instantOf(Math.max(due, instantMs(period.until))), period }
}

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * When a local clock shows a time: the first of two moments where it is set back over it; where it is set forward over it,
 * as much later as it is set (RFC 5545, 3.3.5).
 */
function momentOf(localMs: number, timeZone: string): number {
  const before = localMs - zoneOffsetMinutes(timeZone, localMs - dayMs) * minuteMs
  const after = localMs - zoneOffsetMinutes(timeZone, localMs + dayMs) * minuteMs
  const shown = [before, after].filter((at) => at + zoneOffsetMinutes(timeZone, at) * minuteMs === localMs)
  return shown.length === 0 ? before : Math.min(...shown)
}
