import type { Instant } from '../instant.js'
import { instantMs, instantOf } from '../time.js'
import type { CalendarSpan, CalendarTimes } from './calendar.js'

/**
 * Spans in order and apart: of two at one time the one that began first says what it is, and the other one what is left
 * of it. What lasts no time is no span.
 */
export function spansApart(spans: readonly CalendarSpan[]): readonly CalendarSpan[] {
  const apart: CalendarSpan[] = []
  let end = ''
  for (const span of spans.toSorted(byTime)) {
    const from = span.from < end ? end : span.from
    if (from >= span.to) continue
    apart.push(from === span.from ? span : { ...span, from })
    end = span.to
  }
  return apart
}

function byTime(a: CalendarSpan, b: CalendarSpan): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1
  return a.to === b.to ? 0 : a.to > b.to ? -1 : 1
}

/** The span that a moment in milliseconds since 1970 lies in, with the end of all that follow on one another; null where it is in none. */
export function spanAt({ spans }: Pick<CalendarTimes, 'spans'>, ms: number): { what: string; endsAt: Instant } | null {
  const now = instantOf(ms)
  const first = firstEndingAfter(spans, now)
  const span = spans[first]
  if (span === undefined || span.from > now) return null
  let endsAt = span.to
  for (let at = first + 1; spans[at]?.from === endsAt; at += 1) endsAt = spans[at]?.to ?? endsAt
  return { what: span.what, endsAt }
}

/** When a calendar next begins or ceases to be on after a moment in milliseconds since 1970; null where it never does. */
export function nextEdge(times: Pick<CalendarTimes, 'spans'>, ms: number): number | null {
  const held = spanAt(times, ms)
  if (held !== null) return instantMs(held.endsAt)
  const next = times.spans[firstEndingAfter(times.spans, instantOf(ms))]
  return next === undefined ? null : instantMs(next.from)
}

/** The place of the first span that ends after a moment; they are in order, so it is found by halving. */
function firstEndingAfter(spans: readonly CalendarSpan[], now: Instant): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.to ?? '') > now) high = middle
    else low = middle + 1
  }
  return low
}

/** The version of a calendar that held at a moment in milliseconds since 1970; of one that is not given nothing is ever on. */
export function timesAt(calendars: readonly CalendarTimes[], id: string, ms: number): CalendarTimes {
  const versions = calendars.filter((it) => it.id === id)
  const now = instantOf(ms)
  const held = versions.findLast(({ since }) => since === undefined || since <= now) ?? versions[0]
  return held ?? { id, version: 0, name: id, spans: [], until: null }
}

/** When the next version of a calendar came, after a moment in milliseconds since 1970. */
export function nextVersionMs(calendars: readonly CalendarTimes[], id: string, ms: number): number | null {
  const now = instantOf(ms)
  const next = calendars.find((it) => it.id === id && it.since !== undefined && it.since > now)
  return next?.since === undefined ? null : instantMs(next.since)
}
