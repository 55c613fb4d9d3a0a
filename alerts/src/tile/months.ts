import type { Instant } from '../model.js'
import { instantMs, instantOf } from '../time.js'

/** A month in UTC by its beginning, and whether what lies in it is counted ahead. */
export interface CountedMonth {
  readonly month: Instant
  readonly counted: boolean
}

/** From an instant on, and before another; null where there is no such end. */
export interface Stretch {
  readonly from: Instant | null
  readonly to: Instant | null
}

/** A stretch of time as months that are counted ahead, and what is left to be counted. */
export interface Cover {
  readonly months: readonly Instant[]
  readonly rest: readonly Stretch[]
}

/**
 * Takes as much of a stretch as it can from months that are counted. `months` are all in which anything lies, earliest
 * first: nothing lies in one that is not among them.
 */
export function coverOf(stretch: Stretch, months: readonly CountedMonth[]): Cover {
  const inside = months.filter(({ month }) => touches(stretch, month))
  const isWhole = ({ month, counted }: CountedMonth) => counted && holds(stretch, month)
  const rest: Stretch[] = []
  for (const { month } of inside.filter((it) => !isWhole(it))) {
    const part = { from: later(stretch.from, month), to: earlier(stretch.to, endOfMonth(month)) }
    const last = rest.at(-1)
    if (last !== undefined && last.to === part.from) rest[rest.length - 1] = { from: last.from, to: part.to }
    else rest.push(part)
  }
  return { months: inside.filter(isWhole).map(({ month }) => month), rest }
}

/** The beginning of the month after, in UTC. */
export function endOfMonth(month: Instant): Instant {
  const begun = new Date(instantMs(month))
  return instantOf(Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + 1))
}

function touches({ from, to }: Stretch, month: Instant): boolean {
  return (from === null || endOfMonth(month) > from) && (to === null || month < to)
}

function holds({ from, to }: Stretch, month: Instant): boolean {
  return (from === null || from <= month) && (to === null || endOfMonth(month) <= to)
}

function later(one: Instant | null, other: Instant): Instant {
  return one === null || one < other ? other : one
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one === null || one > other ? other : one
}
