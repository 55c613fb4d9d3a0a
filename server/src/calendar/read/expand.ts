import { instantOf, spansApart, type CalendarSpan } from '@cordon/alerts'
import { Temporal } from 'temporal-polyfill'
import type { Series } from './series.js'

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
  readonly busiest: string | null
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

/** When the events of a calendar are on in a window, those that began before it too; as far as patience goes. */
export function expand(
  { series }: { readonly series: readonly Series[] },
  window: Window,
  patience: Patience,
): Expanded {
  const begun = performance.now()
  const spans: CalendarSpan[] = []
  const replaced = replacedIn(series)
  let [hasMore, busiest]: [boolean, string | null] = [false, null]
  for (const it of series) {
    if (it.isCancelled) continue
    const { times, isFull } = timesOf(it, window, patience.times - spans.length)
    if (isFull || performance.now() - begun > patience.ms) {
      busiest = it.what || it.uid
      break
    }
    const isReplaced = it.insteadMs === null ? replaced.get(it.uid) : undefined
    const kept = times.filter(({ at }) => isReplaced?.has(at.epochMilliseconds) !== true)
    for (const { at, length } of kept) spans.push(spanOf(it, { at, length }))
    hasMore ||= comesAfter(it, window.untilMs)
  }
  const [from, until] = [instantOf(window.fromMs), instantOf(window.untilMs)]
  return { spans: spansApart(spans.filter((it) => it.to > from && it.from < until)), hasMore, busiest }
}

/** By event, the times that others stand for, or that were called off. */
function replacedIn(series: readonly Series[]): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>()
  for (const { uid, insteadMs } of series) {
    if (insteadMs !== null) found.set(uid, (found.get(uid) ?? new Set()).add(insteadMs))
  }
  return found
}

function spanOf({ what }: Series, { at, length }: Time): CalendarSpan {
  return { from: instantOf(at.epochMilliseconds), to: instantOf(at.add(length).epochMilliseconds), what }
}

/** The times of an event that may lie in a window. */
function timesOf(series: Series, { fromMs, untilMs }: Window, most: number) {
  const { start, length, rules, more, without, daysWithout } = series
  const earliest = start.at.timeZoneId
  const after = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(earliest).subtract(length)
  const before = Temporal.Instant.fromEpochMilliseconds(untilMs).toZonedDateTimeISO(earliest)
  const found = new Map<number, Time>()
  const take = (time: Time) => found.set(time.at.epochMilliseconds, time)
  if (rules.length === 0) take({ at: start.at, length })
  const isFull = rules.some((rule) => !takeRule(rule, { after, before, most }, (at) => take({ at, length })))
  for (const it of more) take(it)
  const times = [...found.values()].filter(
    ({ at }) => !without.has(at.epochMilliseconds) && !daysWithout.has(at.toPlainDate().toString()),
  )
  return { times, isFull: isFull || times.length > most }
}

interface Range {
  readonly after: Temporal.ZonedDateTime
  readonly before: Temporal.ZonedDateTime
  readonly most: number
}

/** Takes what a rule gives in a range; false where that is too much, or takes too long to find. */
function takeRule(
  rule: Series['rules'][number],
  { after, before, most }: Range,
  take: (at: Temporal.ZonedDateTime) => void,
): boolean {
  try {
    const times = rule.between(after, before, true)
    for (const at of times) take(at)
    return times.length <= most
  } catch {
    return false
  }
}

function comesAfter({ start, rules, more }: Series, ms: number): boolean {
  if (start.at.epochMilliseconds >= ms || more.some(({ at }) => at.epochMilliseconds >= ms)) return true
  const after = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(start.at.timeZoneId)
  return rules.some((rule) => {
    try {
      return rule.next(after, true) !== null
    } catch {
      return true
    }
  })
}
