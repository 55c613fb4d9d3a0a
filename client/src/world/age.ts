import { formatAge } from '@cordon/alerts'
import { numberFormat, relativeFormat } from './formats.js'

const steps = [
  { unit: 'year', ms: 365.25 * 86_400_000, from: 2 },
  { unit: 'day', ms: 86_400_000, from: 2 },
  { unit: 'hour', ms: 3_600_000, from: 1 },
  { unit: 'minute', ms: 60_000, from: 1 },
] as const

/** How long ago, or in how long, in the reader's language; both in milliseconds since 1970. */
export function ageIn(locale: string, fromMs: number, nowMs: number): string {
  if (locale === 'en') return formatAge(fromMs, nowMs)
  const words = relativeFormat(`${locale}-u-nu-latn`, { style: 'short' })
  const span = Math.abs(nowMs - fromMs)
  const step = steps.find(({ ms, from }) => span >= from * ms)
  if (step === undefined) return relativeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  return words.format(Math.sign(fromMs - nowMs) * Math.floor(span / step.ms), step.unit)
}

/** A length of time, cut to its unit, in the reader's language. */
export function spanIn(locale: string, ms: number): string {
  const { unit, ms: one } = steps.find((it) => ms >= it.from * it.ms) ?? { unit: 'second', ms: 1_000 }
  const words = numberFormat(`${locale}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' })
  return words.format(Math.floor(ms / one))
}

/**
 * A length of time as somebody set it, with nothing cut away: `90 min` is an hour and a half, days are told from four on. Of
 * one that is none, as somebody has typed it so far, a gap.
 */
export function wholeSpanIn(locale: string, minutes: number): string {
  if (!(minutes >= 0)) return '…'
  const parts = wholeParts(minutes)
  if (locale === 'en') return parts.map(({ count, short }) => `${count} ${short}`).join(' ')
  const words = parts.map(({ unit, count }) =>
    numberFormat(`${locale}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  )
  return words.join(locale === 'ar' ? ' و' : ' ')
}

function wholeParts(minutes: number) {
  const days = minutes / 1_440
  if (Number.isInteger(days) && days > 3) return [{ unit: 'day', short: 'd', count: days }] as const
  const hours = Math.floor(minutes / 60)
  const rest = Math.round((minutes - hours * 60) * 10) / 10
  return [
    ...(hours > 0 ? [{ unit: 'hour', short: 'h', count: hours } as const] : []),
    ...(rest > 0 || hours === 0 ? [{ unit: 'minute', short: 'min', count: rest } as const] : []),
  ]
}

/** How old a thing looks: full strength under an hour, fading in steps to 40 % at three days. */
export function strengthOf(occurredMs: number, nowMs: number): number {
  const hours = (nowMs - occurredMs) / 3_600_000
  if (hours < 1) return 1
  if (hours < 6) return 0.85
  if (hours < 24) return 0.7
  return hours < 72 ? 0.55 : 0.4
}
