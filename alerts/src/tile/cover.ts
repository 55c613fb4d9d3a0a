import type { Instant } from '../model.js'
import { instantMs, instantOf } from '../time.js'

/** From an instant on, and before another. */
export interface TimeSpan {
  readonly from: Instant
  readonly to: Instant
}

/** The same; null where there is no such end. */
export interface Stretch {
  readonly from: Instant | null
  readonly to: Instant | null
}

/** Five days of a month in UTC, the last of them up to its end, and whether what lies in them is counted ahead. */
export interface Pentad extends TimeSpan {
  readonly counted: boolean
  /** Whether it has sheets of its own, as long as its month has none. */
  readonly drawn: boolean
  /** How many incidents there were when it was last counted. */
  readonly count: number
}

/** A stretch of time as what is counted ahead, each by its beginning, and what is left to be counted. */
export interface Cover {
  /** Months of which each pentad is counted. */
  readonly months: readonly Instant[]
  /** Pentads of other months. */
  readonly pentads: readonly Instant[]
  readonly rest: readonly TimeSpan[]
}

/** A month with so many incidents is counted in sheets as well: where there are fewer, each is soon read. */
export const denseMonth = 10_000

/**
 * Takes as much of a stretch as it can from what is counted, and months before pentads. `pentads` are all of that time in
 * which anything lies, earliest first: nothing lies in one that is not among them.
 */
export function coverOf(stretch: Stretch, pentads: readonly Pentad[]): Cover {
  return coverBut(new Set(wholeMonths(stretch, pentads).keys()), stretch, pentads)
}

/** What is left beside some months by pentads. */
function coverBut(months: ReadonlySet<Instant>, stretch: Stretch, pentads: readonly Pentad[]): Cover {
  const others = pentads.filter((it) => touches(stretch, it) && !months.has(monthBegun(it.from)))
  const isWhole = (it: Pentad) => it.counted && holds(stretch, it)
  return {
    months: [...months],
    pentads: others.filter(isWhole).map(({ from }) => from),
    rest: joined(others.filter((it) => !isWhole(it)).map((it) => shared(stretch, it))),
  }
}

/** The same by those months and pentads that are counted in sheets. */
export function sheetCoverOf(stretch: Stretch, pentads: readonly Pentad[], dense = denseMonth): Cover {
  const months = [...wholeMonths(stretch, pentads)].filter(([, count]) => count >= dense).map(([month]) => month)
  const inSheets = pentads.map((it) => ({ ...it, counted: it.counted && it.drawn }))
  return coverBut(new Set(months), stretch, inSheets)
}

/** The same by pentads alone. */
export function pentadCoverOf(stretch: Stretch, pentads: readonly Pentad[]): Cover {
  return coverBut(new Set(), stretch, pentads)
}

/** To look into so many times one by one takes no longer than to look at all. */
const mostApart = 12

/** A cover, where it saves work. */
export function worthwhile(cover: Cover): Cover | undefined {
  const saves = cover.months.length + cover.pentads.length > 0
  return saves && cover.rest.length <= mostApart ? cover : undefined
}

/** The months within a stretch of which each pentad is counted, with how many incidents. */
function wholeMonths(stretch: Stretch, pentads: readonly Pentad[]): ReadonlyMap<Instant, number> {
  const inside = pentads.filter((it) => touches(stretch, it))
  const months = new Map<Instant, number>()
  for (const { from, count } of inside) months.set(monthBegun(from), (months.get(monthBegun(from)) ?? 0) + count)
  for (const { from } of inside.filter((it) => !it.counted)) months.delete(monthBegun(from))
  for (const from of months.keys()) if (!holds(stretch, { from, to: endOfMonth(from) })) months.delete(from)
  return months
}

/** The beginning of its month, in UTC. */
export function monthBegun(instant: Instant): Instant {
  return `${instant.slice(0, 8)}01T00:00:00.000Z`
}

/** The beginning of the month after, in UTC. */
export function endOfMonth(month: Instant): Instant {
  const begun = new Date(instantMs(month))
  return instantOf(Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + 1))
}

function touches({ from, to }: Stretch, pentad: Pentad): boolean {
  return (from === null || pentad.to > from) && (to === null || pentad.from < to)
}

function holds({ from, to }: Stretch, part: TimeSpan): boolean {
  return (from === null || from <= part.from) && (to === null || part.to <= to)
}

function shared({ from, to }: Stretch, pentad: Pentad): TimeSpan {
  return {
    from: from === null || from < pentad.from ? pentad.from : from,
    to: to === null || to > pentad.to ? pentad.to : to,
  }
}

/** As few of them as say the same. */
function joined(parts: readonly TimeSpan[]): readonly TimeSpan[] {
  const all: TimeSpan[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (last?.to === part.from) all[all.length - 1] = { from: last.from, to: part.to }
    else all.push(part)
  }
  return all
}
