import {
  dayPrecisions,
  hourPrecisions,
  instantMs,
  instantOf,
  timePrecisions,
  uncountedTypes,
  type IncidentType,
  type TimePrecision,
} from '@cordon/alerts'
import type { IncidentTrend } from '@cordon/server/wire'
import { queryOf, typesAsked, without, type Filters } from '../history/filters.js'

const dayMs = 86_400_000
const weekMs = 7 * dayMs

/** Where the rows behind a number are listed. */
export interface RowsPlace {
  readonly name: 'history'
  readonly query: Readonly<Record<string, string>>
}

/** Days on end, in milliseconds: the beginning of the first and the end of the last. */
export interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
}

/** So many of a stretch. */
export interface Counted extends Stretch {
  readonly count: number
}

/** The rows of a search that are counted on some days: those whose time is known well enough. */
export function rowsOf(filters: Filters, { fromMs, untilMs }: Stretch, more: Partial<Filters> = {}): RowsPlace {
  const days = { from: dayOf(fromMs), to: dayOf(untilMs - dayMs) }
  const precision = asKnown(filters.precision, dayPrecisions)
  const counted = without(filters, leftOf(typesAsked(filters)))
  return { name: 'history', query: queryOf({ ...counted, ...days, precision, ...more }) }
}

/** Of the types that are asked for, those that no count holds. */
function leftOf(asked: readonly IncidentType[] | null): readonly IncidentType[] {
  return uncountedTypes(asked).filter((type) => asked === null || asked.includes(type))
}

/** The rows that are in no week, since their time is known to the week or worse. */
export function vagueRows(filters: Filters, stretch: Stretch): RowsPlace {
  const vague = timePrecisions.filter((it) => !dayPrecisions.includes(it))
  return rowsOf(filters, stretch, { precision: asKnown(filters.precision, vague) })
}

/** The rows of an hour of a weekday, over all the days. */
export function hourRows(filters: Filters, stretch: Stretch, at: { readonly weekday: number; readonly hour: number }) {
  const precision = asKnown(filters.precision, hourPrecisions)
  return rowsOf(filters, stretch, { precision, weekday: String(at.weekday), hour: String(at.hour) })
}

/** The rows that are in no hour. */
export function hourlessRows(filters: Filters, stretch: Stretch): RowsPlace {
  const vague = timePrecisions.filter((it) => !hourPrecisions.includes(it))
  return rowsOf(filters, stretch, { precision: asKnown(filters.precision, vague) })
}

function asKnown(chosen: string, counted: readonly TimePrecision[]): string {
  const both = chosen === '' ? counted : counted.filter((it) => chosen.split(',').includes(it))
  return both.length === 0 ? chosen : both.join(',')
}

function dayOf(ms: number): string {
  return instantOf(ms).slice(0, 10)
}

/** The last so many weeks that are counted, earliest first. */
export function weeksOf({ until, weeks }: Pick<IncidentTrend, 'until' | 'weeks'>, most = 53): readonly Counted[] {
  return stepsOf(weeks.slice(-most), { untilMs: instantMs(until), stepMs: weekMs })
}

export function daysOf({ until, days }: Pick<IncidentTrend, 'until' | 'days'>): readonly Counted[] {
  return stepsOf(days, { untilMs: instantMs(until), stepMs: dayMs })
}

function stepsOf(
  counts: readonly number[],
  { untilMs, stepMs }: { untilMs: number; stepMs: number },
): readonly Counted[] {
  return counts.map((count, at) => {
    const end = untilMs - (counts.length - 1 - at) * stepMs
    return { count, fromMs: end - stepMs, untilMs: end }
  })
}

/** All of them together. */
export function wholeOf(counted: readonly Counted[]): Counted {
  const [first, last] = [counted[0], counted.at(-1)]
  const count = counted.reduce((sum, it) => sum + it.count, 0)
  return { count, fromMs: first?.fromMs ?? 0, untilMs: last?.untilMs ?? 0 }
}

/** How many are in no week. */
export function vagueCount({ precisions }: Pick<IncidentTrend, 'precisions'>): number {
  return precisions.reduce((sum, { precision, count }) => sum + (dayPrecisions.includes(precision) ? 0 : count), 0)
}

/** How many are in no hour: those, and what is known to the day or a part of it. */
export function hourlessCount({ precisions }: Pick<IncidentTrend, 'precisions'>): number {
  return precisions.reduce((sum, { precision, count }) => sum + (hourPrecisions.includes(precision) ? 0 : count), 0)
}

/** Against what a period is held. */
export const comparisons = ['before', 'year'] as const
export type Comparison = (typeof comparisons)[number]

/** The end of the period that so many weeks are held against: the weeks before them, or those of a year before. */
export function otherUntil(until: string, weeks: number, against: Comparison): string {
  return instantOf(instantMs(until) - (against === 'year' ? 52 : weeks) * weekMs)
}
