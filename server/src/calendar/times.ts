import { instantOf, type Calendar, type CalendarSpan, type CalendarTimes } from '@cordon/alerts'
import {
  calendarsById,
  calendarSources,
  calendarVersions,
  type CalendarRow,
  type CalendarSourceRow,
  type Runner,
} from '@cordon/db'
import { timesAside } from './read/aside.js'
import type { Window } from './read/expand.js'
import type { CalendarText, TextTimes } from './read/order.js'

const dayMs = 86_400_000
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
  const texts = await textsOf(rows, run)
  const wide = { fromMs: window.fromMs - dayMs, untilMs: window.untilMs + aheadMs }
  const read = await timesAside([...texts.values()], wide)
  const found = new Map([...texts.keys()].map((key, at) => [key, read[at] ?? null]))
  return rows.map(({ body }) => timesIn(body, found.get(keyOf(body)) ?? null, wide))
}

function timesIn({ id, version, name }: Calendar, times: TextTimes | null, window: Window): CalendarTimes {
  // It was read when it came in.
  if (times === null) return { id, version, name, spans: [], until: null }
  return { id, version, name, spans: times.spans, until: times.hasMore ? instantOf(window.untilMs) : null }
}

/** The texts of versions; several may share one. */
async function textsOf(rows: readonly CalendarRow[], run: Runner): Promise<ReadonlyMap<string, CalendarText>> {
  const hashes = [...new Set(rows.map(({ body }) => body.sourceHash))]
  const found = await run.query<CalendarSourceRow>(calendarSources(hashes))
  const sourceOf = new Map(found.map(({ hash, source }) => [hash, source]))
  return new Map(
    rows.map(({ body }) => [keyOf(body), { source: sourceOf.get(body.sourceHash) ?? '', timeZone: body.timeZone }]),
  )
}

function keyOf({ sourceHash, timeZone }: Calendar): string {
  return `${sourceHash} ${timeZone}`
}

/** What of a calendar lies between two times. */
export async function spansIn(calendar: Calendar, window: Window, run: Runner): Promise<readonly CalendarSpan[]> {
  const [times] = await timesOf([{ body: calendar }], window, run)
  const [from, until] = [instantOf(window.fromMs), instantOf(window.untilMs)]
  return (times?.spans ?? []).filter((it) => it.to > from && it.from < until)
}
