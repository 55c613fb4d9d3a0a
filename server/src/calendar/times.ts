import { calendarsOf, instantOf, type Calendar, type CalendarSpan, type CalendarTimes, type Rule } from '@cordon/alerts'
import {
  calendarsById,
  calendarSources,
  calendarVersions,
  type CalendarRow,
  type CalendarSourceRow,
  type Runner,
} from '@cordon/db'
import type { Window } from './read/expand.js'
import type { TextTimes } from './read/order.js'
import { SpanShelf, type TextKey } from './span-shelf.js'

const dayMs = 86_400_000
const monthMs = 30 * dayMs
/** For how long after what is asked about a calendar is told: whoever waits for longer asks again then. */
const aheadMs = 400 * dayMs

/** When calendars are on, in the versions of now, for whatever is decided in a window. */
export async function timesNow(ids: readonly string[], window: Window, run: Runner): Promise<readonly CalendarTimes[]> {
  if (ids.length === 0) return []
  const rows = await run.query<CalendarRow>(calendarsById(ids))
  return timesOf(rows, window, run)
}

/** The same in each version that held in the window, with since when it did. */
export async function timesMeanwhile(
  ids: readonly string[],
  window: Window,
  run: Runner,
): Promise<readonly CalendarTimes[]> {
  if (ids.length === 0) return []
  const rows = await run.query<CalendarRow>(calendarVersions(ids, instantOf(window.fromMs)))
  const times = await timesOf(rows, window, run)
  return times.map((it, at) => ({ ...it, since: rows[at]?.body.recordedAt ?? it.since ?? '' }))
}

/** The same of versions that are at hand. */
export async function timesOf(
  rows: readonly CalendarRow[],
  window: Window,
  run: Runner,
): Promise<readonly CalendarTimes[]> {
  const wide = widened(window)
  const found = await shelf.of(
    rows.map(({ body }) => body),
    wide,
    (missing) => sourcesOf(missing, run),
  )
  return rows.map(({ body }, at) => timesIn(body, found[at] ?? null, wide))
}

/** Finds ahead when a text is on about now: what is decided by it need not wait for that. */
export async function foresee(text: TextKey, source: string, nowMs: number): Promise<void> {
  const known = new Map([[text.sourceHash, source]])
  await shelf.of([text], widened({ fromMs: nowMs, untilMs: nowMs }), () => Promise.resolve(known))
}

const shelf = new SpanShelf()

/** Whole months, so that what was found serves until the next one begins. */
function widened({ fromMs, untilMs }: Window): Window {
  return {
    fromMs: Math.floor((fromMs - dayMs) / monthMs) * monthMs,
    untilMs: Math.ceil(untilMs / monthMs) * monthMs + aheadMs,
  }
}

function timesIn({ id, version, name }: Calendar, times: TextTimes | null, window: Window): CalendarTimes {
  if (times === null) return { id, version, name, spans: [], until: null, isUnread: true }
  return { id, version, name, spans: times.spans, until: times.hasMore ? instantOf(window.untilMs) : null }
}

async function sourcesOf(texts: readonly TextKey[], run: Runner): Promise<ReadonlyMap<string, string>> {
  const hashes = [...new Set(texts.map(({ sourceHash }) => sourceHash))]
  const found = await run.query<CalendarSourceRow>(calendarSources(hashes))
  return new Map(found.map(({ hash, source }) => [hash, source]))
}

/** What of a calendar lies between two times. */
export async function spansIn(calendar: Calendar, window: Window, run: Runner): Promise<readonly CalendarSpan[]> {
  const [times] = await timesOf([{ body: calendar }], window, run)
  const [from, until] = [instantOf(window.fromMs), instantOf(window.untilMs)]
  return (times?.spans ?? []).filter((it) => it.to > from && it.from < until)
}

/** The calendars that each of some rules goes by, as they are now; rules that go by none ask nothing. */
export async function timesByRule(
  rules: readonly Rule[],
  nowMs: number,
  run: Runner,
): Promise<(rule: Rule) => readonly CalendarTimes[]> {
  const ids = [...new Set(rules.flatMap(calendarsOf))]
  const times = await timesNow(ids, { fromMs: nowMs, untilMs: nowMs }, run)
  const now = new Map(times.map((it) => [it.id, it]))
  return (rule) => calendarsOf(rule).flatMap((id) => now.get(id) ?? [])
}
