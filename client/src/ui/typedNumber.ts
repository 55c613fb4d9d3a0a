import { plainDigits } from '@cordon/alerts'

/** What a number in a form may be; any number from `min` on where `step` is not said. */
export interface NumberLimits {
  readonly min: number
  readonly max?: number | undefined
  readonly step?: number | undefined
}

export type NumberProblem = 'none' | 'limits' | 'step'

const plain = /^[+-]?(\d+\.?\d*|\.\d+)$/
/** With three digits after it, a comma may stand between thousands as well as before a fraction. */
const eitherWay = /^[+-]?[1-9]\d{0,2},\d{3}$/

/**
 * A number as somebody types it into a form, in Western, Arabic-Indic or Persian digits, with a point, a comma or `٫` before
 * its fraction. Null where it is none, or where it may be two.
 */
export function typedNumber(text: string): number | null {
  const typed = text.trim()
  const digits = plainDigits(typed.replaceAll('٬', ''))
  if (eitherWay.test(digits)) return null
  const number = digits.replace(',', '.')
  return plain.test(number) ? Number(number) : null
}

/** What keeps a typed text from being such a number; null where nothing does. An empty one is asked for elsewhere. */
export function numberProblem(text: string, { min, max, step }: NumberLimits): NumberProblem | null {
  if (text.trim() === '') return null
  const number = typedNumber(text)
  if (number === null) return 'none'
  if (number < min || (max !== undefined && number > max)) return 'limits'
  return step === undefined || isWhole((number - min) / step) ? null : 'step'
}

function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-9
}

/** The number that an arrow key leads to, one step up or down. */
export function steppedNumber(
  from: number | null,
  by: 1 | -1,
  { min, max = Infinity, step = 1 }: NumberLimits,
): number {
  if (from === null) return Math.max(min, Math.min(max, 0))
  const to = Math.round((from + by * step) * 1e9) / 1e9
  return Math.max(min, Math.min(max, to))
}
