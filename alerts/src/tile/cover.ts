import type { Instant } from '../model.js'
import { instantMs, instantOf } from '../time.js'

/** From an instant on, and before another; null where there is no such end. */
export interface Stretch {
  readonly from: Instant | null
  readonly to: Instant | null
}

/** Five days of a month in UTC, the last of them up to its end, and whether what lies in them is counted ahead. */
export interface Pentad {
  readonly from: Instant
  readonly to: Instant
  readonly counted: boolean
}

/** A stretch of time as what is counted ahead, each by its beginning, and what is left to be counted. */
export interface Cover {
  /** Months of which each pentad is counted. */
  readonly months: readonly Instant[]
  /** Pentads of other months. */
  readonly pentads: readonly Instant[]
  readonly rest: readonly Stretch[]
}

/**
 * Takes as much of a stretch as it can from what is counted, and months before pentads. `pentads` are all of that time in
 * which anything lies, earliest first: nothing lies in one that is not among them.
 */
export function coverOf(stretch: Stretch, pentads: readonly Pentad[]): Cover {
  const inside = pentads.filter((it) => touches(stretch, it))
  const open = new Set(inside.filter((it) => !it.counted).map(({ from }) => monthBegun(from)))
  const months = new Set(inside.map(({ from }) => monthBegun(from)))
  for (const month of months) {
    if (open.has(month) || !holds(stretch, { from: month, to: endOfMonth(month) })) months.delete(month)
  }
  const others = inside.filter(({ from }) => !months.has(monthBegun(from)))
  const isWhole = (it: Pentad) => it.counted && holds(stretch, it)
  return {
    months: [...months],
    pentads: others.filter(isWhole).map(({ from }) => from),
    rest: joined(others.filter((it) => !isWhole(it)).map((it) => shared(stretch, it))),
  }
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

function holds({ from, to }: Stretch, part: { readonly from: Instant; readonly to: Instant }): boolean {
  return (from === null || from <= part.from) && (to === null || part.to <= to)
}

function shared({ from, to }: Stretch, pentad: Pentad): Stretch {
  return {
    from: from === null || from < pentad.from ? pentad.from : from,
    to: to === null || to > pentad.to ? pentad.to : to,
  }
}

/** As few stretches as say the same. */
function joined(parts: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (last !== undefined && last.to === part.from) all[all.length - 1] = { from: last.from, to: part.to }
    else all.push(part)
  }
  return all
}
