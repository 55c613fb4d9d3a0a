import { instantMs, instantOf } from '../time.js'
import type { Period } from './sitrep.js'

const weekMs = 7 * 86_400_000

/** A month in UTC, `2017-09`; null where it is none. */
export function monthOf(text: string): Period | null {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? []
  return year === undefined || month === undefined ? null : monthAt(Number(year), Number(month) - 1)
}

/** The month in UTC before the one that an instant lies in. */
export function monthBefore(instant: string): Period {
  const date = new Date(instantMs(instant))
  return monthAt(date.getUTCFullYear(), date.getUTCMonth() - 1)
}

/** Whether a period is a whole month in UTC. */
export function isMonth({ from, until }: Period): boolean {
  const whole = monthOf(from.slice(0, 7))
  return whole !== null && whole.from === from && whole.until === until
}

/** What a period is held against: a month against the month before, whatever their lengths, any other against as long. */
export function periodBefore(period: Period): Period {
  if (isMonth(period)) return monthBefore(period.from)
  const [from, until] = [instantMs(period.from), instantMs(period.until)]
  return { from: instantOf(from - (until - from)), until: period.from }
}

/** A period in steps of seven days from its beginning; the last one may be shorter. */
export function weeksIn({ from, until }: Period): readonly Period[] {
  const [fromMs, untilMs] = [instantMs(from), instantMs(until)]
  return Array.from({ length: Math.ceil((untilMs - fromMs) / weekMs) }, (_, at) => ({
    from: instantOf(fromMs + at * weekMs),
    until: instantOf(Math.min(untilMs, fromMs + (at + 1) * weekMs)),
  }))
}

function monthAt(year: number, month: number): Period {
  return { from: instantOf(Date.UTC(year, month)), until: instantOf(Date.UTC(year, month + 1)) }
}
