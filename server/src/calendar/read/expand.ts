import { instantOf, spansApart, type CalendarSpan } from '@cordon/alerts'
import { Temporal } from 'temporal-polyfill'
import type { Moment } from './moments.js'
import { asReckoned, type Repeating } from './rule.js'
import { leftBy, type Left, type Series } from './series.js'

/** A time in milliseconds since 1970. */
export interface Window {
  readonly fromMs: number
  readonly untilMs: number
}

/** What of a calendar lies in a window. */
export interface Expanded {
  readonly spans: readonly CalendarSpan[]
  /** Whether anything may come after it. */
  readonly hasMore: boolean
  /** The event with which there were more times than asked for; null where there were not. */
  readonly busiest: Series | null
}

interface Time {
  readonly at: Temporal.ZonedDateTime
  readonly length: Temporal.Duration
}

/** How many times may be found, and in how many milliseconds. */
export interface Patience {
  readonly times: number
  readonly ms: number
}

/** After this no time is told: years with five digits are in no order with others. */
const lastMs = Date.parse('9999-12-31T23:59:59.999Z')

/** When the events of a calendar are on in a window, those that began before it too; as far as patience goes. */
export function expand(
  { series }: { readonly series: readonly Series[] },
  window: Window,
  patience: Patience,
): Expanded {
  const begun = performance.now()
  const spans: CalendarSpan[] = []
  const overrides = overridesIn(series)
  const [fromMs, untilMs] = [Math.min(window.fromMs, lastMs), Math.min(window.untilMs, lastMs)]
  let [hasMore, busiest]: [boolean, Series | null] = [false, null]
  for (const it of series) {
    if (it.isCancelled) continue
    const limits = { most: patience.times - spans.length, byMs: begun + patience.ms }
    const { times, isFull } = timesOf(it, { fromMs, untilMs }, limits)
    if (isFull || performance.now() > limits.byMs) {
      ;[busiest, hasMore] = [it, true]
      break
    }
    const replaced = it.instead === null ? leftBy(overrides.get(it.uid) ?? [], it.start) : none
    for (const time of times) if (!isLeft(time, replaced)) spans.push(spanOf(it, time))
    hasMore ||= comesAfter(it, untilMs)
  }
  const [from, until] = [instantOf(fromMs), instantOf(untilMs)]
  return { spans: spansApart(spans.filter((it) => it.to > from && it.from < until)), hasMore, busiest }
}

const none: Left = { times: new Set(), days: new Set() }

/** By event, the times that others stand for, or that were called off. */
function overridesIn(series: readonly Series[]): ReadonlyMap<string, readonly Moment[]> {
  const found = new Map<string, Moment[]>()
  for (const { uid, instead } of series) {
    if (instead === null) continue
    const known = found.get(uid)
    if (known === undefined) found.set(uid, [instead])
    else known.push(instead)
  }
  return found
}

function isLeft({ at }: Time, { times, days }: Left): boolean {
  return times.has(at.epochMilliseconds) || (days.size > 0 && days.has(at.toPlainDate().toString()))
}

function spanOf({ what, start }: Series, time: Time): CalendarSpan {
  const { at, length } = time
  const end = start.isDay ? endOfDays(time) : at.add(length)
  const toMs = Math.min(end.epochMilliseconds, lastMs)
  return { from: instantOf(at.epochMilliseconds), to: instantOf(toMs), what }
}

/** Days end where the next one begins, also where they themselves began late because clocks were set forward at midnight. */
function endOfDays({ at, length }: Time): Temporal.ZonedDateTime {
  const isWhole = length.total({ unit: 'days', relativeTo: at.toPlainDate() }) % 1 === 0
  return isWhole ? at.toPlainDate().add(length).toZonedDateTime(at.timeZoneId) : at.add(length)
}

interface Limits {
  readonly most: number
  /** When `performance.now()` is past it, no other rule is looked through. */
  readonly byMs: number
}

/** The times of an event that may lie in a window. */
function timesOf(series: Series, { fromMs, untilMs }: Window, { most, byMs }: Limits) {
  const { start, length, rules, more, without } = series
  const { timeZoneId } = start.at
  const after = zoned(fromMs, timeZoneId).subtract(length)
  const range = { after, before: zoned(untilMs, timeZoneId), most }
  const found = new Map<number, Time>()
  const take = (time: Time) => found.set(time.at.epochMilliseconds, time)
  if (rules.length === 0) take({ at: start.at, length })
  const isFull = rules.some(
    (rule) => performance.now() > byMs || !takeRule(rule, start, { ...range, take: (at) => take({ at, length }) }),
  )
  for (const it of more) take(it)
  const times = [...found.values()].filter((it) => !isLeft(it, without))
  return { times, isFull: isFull || times.length > most }
}

function zoned(ms: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
}

interface Range {
  readonly after: Temporal.ZonedDateTime
  readonly before: Temporal.ZonedDateTime
  readonly most: number
  readonly take: (at: Temporal.ZonedDateTime) => void
}

/** Takes what a rule gives in a range; false where that is too much, or takes too long to find. */
function takeRule({ finder }: Repeating, { at, isDay }: Moment, { after, before, most, take }: Range): boolean {
  try {
    const reckoned = (it: Temporal.ZonedDateTime) => asReckoned({ at: it, isDay })
    const times = finder.between(reckoned(after), reckoned(before), true)
    for (const it of times) take(isDay ? it.toPlainDate().toZonedDateTime(at.timeZoneId) : it)
    return times.length <= most
  } catch {
    return false
  }
}

const dayMs = 86_400_000
/** How far ahead it is looked for what is counted: 29 February may be missing for eight years. */
const farMs = 9 * 366 * dayMs

/** Whether anything may come after a time: what has no end may, and is not looked for. */
function comesAfter({ start, rules, more }: Series, ms: number): boolean {
  if (start.at.epochMilliseconds >= ms || more.some(({ at }) => at.epochMilliseconds >= ms)) return true
  const [from, far] = [ms, ms + farMs].map((it) => zoned(it, start.at.timeZoneId))
  return rules.some((rule) => {
    if (rule.untilMs !== null && rule.untilMs + dayMs < ms) return false
    if (!rule.isCounted || from === undefined || far === undefined) return true
    let comes = false
    const take = () => (comes = true)
    return !takeRule(rule, start, { after: from, before: far, most: Infinity, take }) || comes
  })
}
