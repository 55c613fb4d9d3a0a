import type { TimeFormat } from './words.js'
import { plainDigits, readNumber } from './digits.js'
import { readMoment } from './moment.js'

/** What the values of a column look like. */
export interface DateEvidence {
  readonly format: TimeFormat
  /** `sure`: a value that can be read in one way only. `ambiguous`: each could be day first or month first. */
  readonly certainty: 'sure' | 'ambiguous'
  readonly reason: string
}

const slashed = /^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})\b/

/** In which form a column writes its dates, and how that is known; null where it holds none. */
export function dateEvidence(samples: readonly string[]): DateEvidence | null {
  const given = samples.map((it) => plainDigits(it).trim()).filter((it) => it !== '')
  if (given.length === 0) return null
  const slashes = given.flatMap((it) => {
    const [, a = '0', b = '0'] = slashed.exec(it) ?? []
    return a === '0' ? [] : [{ text: it, a: Number(a), b: Number(b) }]
  })
  if (slashes.length * 2 > given.length) return orderOf(slashes)
  const first = given[0] ?? ''
  const format = (['iso', 'epoch-milliseconds', 'epoch-seconds', 'excel'] as const).find((it) => allRead(given, it))
  return format === undefined
    ? null
    : { format, certainty: 'sure', reason: `"${first}" reads as ${formatWords[format]}` }
}

const formatWords = {
  iso: 'a date with its year first or its month named',
  'epoch-milliseconds': 'milliseconds since 1970',
  'epoch-seconds': 'seconds since 1970',
  excel: 'days as Excel counts them',
} as const

function allRead(texts: readonly string[], format: TimeFormat): boolean {
  const [from, to] = [Date.UTC(1950, 0), Date.UTC(2100, 0)]
  const good = texts.filter((text) => {
    const read = readMoment(text, { format, zone: 'UTC' })
    return read.ok && Date.parse(read.instant) > from && Date.parse(read.instant) < to
  })
  return good.length * 5 >= texts.length * 4
}

function orderOf(dates: readonly { readonly text: string; readonly a: number; readonly b: number }[]): DateEvidence {
  const dayFirst = dates.find(({ a, b }) => a > 12 && b <= 12)
  const monthFirst = dates.find(({ a, b }) => b > 12 && a <= 12)
  if (dayFirst && !monthFirst)
    return { format: 'day-first', certainty: 'sure', reason: `"${dayFirst.text}" can only have its day first` }
  if (monthFirst && !dayFirst)
    return { format: 'month-first', certainty: 'sure', reason: `"${monthFirst.text}" can only have its month first` }
  const [first] = dates
  const reason = `"${first?.text ?? ''}" can be read with its day or its month first; day first is taken, please check`
  return { format: 'day-first', certainty: 'ambiguous', reason }
}

/** Which mark stands before decimals in these values; commas only where nothing else is seen. */
export function decimalOf(samples: readonly string[]): 'point' | 'comma' {
  const given = samples.map((it) => plainDigits(it).trim())
  const commas = given.filter((it) => /^[+-]?\d{1,3},\d+$/.test(it)).length
  const points = given.filter((it) => /^[+-]?\d{1,3}\.\d+$/.test(it)).length
  return commas > points ? 'comma' : 'point'
}

/** Whether most of these values are numbers within ±most, and not all whole. */
export function looksLikeDegrees(samples: readonly string[], most: number): boolean {
  const given = samples.filter((it) => it.trim() !== '')
  const decimal = decimalOf(given)
  const values = given.map((it) => readNumber(it, decimal)).filter((it) => it !== null)
  return (
    values.length > 0 &&
    values.length >= given.length * 0.8 &&
    values.every((it) => Math.abs(it) <= most) &&
    values.some((it) => !Number.isInteger(it))
  )
}
