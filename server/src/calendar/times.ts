import { instantOf, type Calendar, type CalendarSpan, type CalendarTimes } from '@cordon/alerts'
import {
  calendarsById,
  calendarSources,
  calendarVersions,
  type CalendarRow,
  type CalendarSourceRow,
  type Runner,
} from '@cordon/db'
import { expand, type Window } from './read/expand.js'
import { readCalendar, type ReadCalendar } from './read/read-calendar.js'

const dayMs = 86_400_000
/** For how long after what is asked about a calendar is told: whoever waits for longer asks again then. */
const aheadMs = 400 * dayMs
/** More times than an import lets through, in the longest time that is looked back at. */
const patience = { times: 100_000, ms: 10_000 } as const

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
  const texts = await readTexts(rows, run)
  const wide = { fromMs: window.fromMs - dayMs, untilMs: window.untilMs + aheadMs }
  return rows.map(({ body }) => timesIn(body, texts.get(keyOf(body)) ?? null, wide))
}

function timesIn({ id, version, name }: Calendar, read: ReadCalendar | null, window: Window): CalendarTimes {
  if (read === null) return { id, version, name, spans: [], until: null }
  const { spans, hasMore } = expand(read, window, patience)
  return { id, version, name, spans, until: hasMore ? instantOf(window.untilMs) : null }
}

/** What the texts of versions say; several may share one. */
async function readTexts(rows: readonly CalendarRow[], run: Runner): Promise<ReadonlyMap<string, ReadCalendar | null>> {
  const found = await run.query<CalendarSourceRow>(calendarSources(rows.map(({ body }) => body.sourceHash)))
  const sourceOf = new Map(found.map(({ hash, source }) => [hash, source]))
  const texts = new Map<string, ReadCalendar | null>()
  for (const { body } of rows) {
    if (texts.has(keyOf(body))) continue
    const read = readCalendar(sourceOf.get(body.sourceHash) ?? '', { timeZone: body.timeZone, nowMs: null })
    // It was read when it came in.
    texts.set(keyOf(body), read.ok ? read.value : null)
  }
  return texts
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
