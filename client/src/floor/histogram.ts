import { severities, type Incident, type Severity } from '@cordon/alerts'
import type { Span } from '../incident/shown.js'

const hourMs = 3_600_000

/** One bar: how many incidents of each severity fall into its time. */
export interface Bar extends Span {
  readonly counts: Readonly<Record<Severity, number>>
  readonly total: number
}

/** The last hours up to the next full one. */
export function lastHours(nowMs: number, hours: number): Span {
  const toMs = Math.ceil(nowMs / hourMs) * hourMs
  return { fromMs: toMs - hours * hourMs, toMs }
}

/** From the first to the last incident, with a little room; null where there is none. */
export function spanOf(incidents: readonly Incident[]): Span | null {
  const times = incidents.map((incident) => Date.parse(incident.occurredFrom))
  if (times.length === 0) return null
  const from = times.reduce((a, b) => Math.min(a, b))
  const to = times.reduce((a, b) => Math.max(a, b))
  return { fromMs: from, toMs: Math.max(to + hourMs, from + 24 * hourMs) }
}

/** Bars of an hour for some days, else as many as can be told apart. */
export function barCount({ fromMs, toMs }: Span): number {
  return toMs - fromMs <= 80 * hourMs ? Math.round((toMs - fromMs) / hourMs) : 96
}

/** Incidents counted in bars of equal length over a span. A bar that begins before `completeMs` counts nothing. */
export function barsOf(
  incidents: readonly Incident[],
  span: Span,
  { count, completeMs = null }: { readonly count: number; readonly completeMs?: number | null },
): readonly Bar[] {
  const length = (span.toMs - span.fromMs) / count
  const counted = Array.from({ length: count }, () => ({ ...none }))
  for (const incident of incidents) {
    const at = Math.floor((Date.parse(incident.occurredFrom) - span.fromMs) / length)
    const isWhole = completeMs === null || span.fromMs + at * length >= completeMs
    const bar = counted[at]
    if (bar !== undefined && isWhole) bar[incident.severity]++
  }
  return counted.map((counts, at) => ({
    fromMs: span.fromMs + at * length,
    toMs: span.fromMs + (at + 1) * length,
    counts,
    total: severities.reduce((sum, severity) => sum + counts[severity], 0),
  }))
}

const none: Record<Severity, number> = { extreme: 0, severe: 0, moderate: 0, minor: 0, unknown: 0 }

/** A place on the axis. `isDay`: it names a day or more, not an hour. */
export interface Tick {
  readonly ms: number
  readonly unit: 'hour' | 'day' | 'month' | 'year'
}

const dayMs = 24 * hourMs
const steps = [
  { every: 3 * hourMs, unit: 'hour' },
  { every: 6 * hourMs, unit: 'hour' },
  { every: 12 * hourMs, unit: 'hour' },
  { every: dayMs, unit: 'day' },
  { every: 2 * dayMs, unit: 'day' },
  { every: 7 * dayMs, unit: 'day' },
] as const

/** Places to name on an axis, at most so many: hours, days, months or years, whichever fit. */
export function ticksOf(span: Span, most: number): readonly Tick[] {
  const length = span.toMs - span.fromMs
  const step = steps.find(({ every }) => length / every <= most)
  if (step === undefined) return calendarTicks(span, most)
  const first = Math.ceil(span.fromMs / step.every)
  const count = Math.floor(span.toMs / step.every) - first + 1
  return Array.from({ length: count }, (_, at) => {
    const ms = (first + at) * step.every
    return { ms, unit: ms % dayMs === 0 ? 'day' : step.unit }
  })
}

function calendarTicks(span: Span, most: number): readonly Tick[] {
  const months = (span.toMs - span.fromMs) / (30 * dayMs)
  const every = [1, 3, 6, 12, 24, 60, 120].find((it) => months / it <= most) ?? 240
  const start = new Date(span.fromMs)
  const firstMonth = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / every) * every
  const ticks: Tick[] = []
  for (let month = firstMonth; ; month += every) {
    const ms = Date.UTC(Math.floor(month / 12), month % 12)
    if (ms > span.toMs) return ticks
    ticks.push({ ms, unit: month % 12 === 0 ? 'year' : 'month' })
  }
}
