import type { CountRange } from '../model.js'
import { readCount, readNumber } from './digits.js'
import { readMoment } from './moment.js'
import { firstSaid } from './record.js'
import type {
  FieldPath,
  MappedCode,
  MappedCount,
  MappedFlag,
  MappedRadius,
  MappedScale,
  MappedTime,
  RecordFault,
} from './words.js'

/** A record under the hand of one mapping, and what is found wrong with it. */
export interface Desk {
  readonly record: unknown
  readonly decimal: 'point' | 'comma'
  readonly faults: RecordFault[]
}

/** Notes what is wrong; the value is shown short. */
export function refuse(
  desk: Desk,
  path: FieldPath,
  it: { readonly value: string; readonly expectation: string },
): void {
  desk.faults.push({
    path,
    value: it.value.length > 60 ? `${it.value.slice(0, 57)}…` : it.value,
    expectation: it.expectation,
  })
}

/** What the word or code in a field stands for; null where nothing is mapped or the word is refused. */
export function codeOf<T extends string>(
  desk: Desk,
  mapped: MappedCode<T> | { readonly constant: T } | null,
): T | null {
  if (mapped === null) return null
  if ('constant' in mapped) return mapped.constant
  const said = firstSaid(desk.record, mapped.from)
  const found = said === null ? undefined : lookUp(mapped.table, said.text)
  if (found !== undefined) return found
  if (mapped.otherwise !== null) return mapped.otherwise
  const known = Object.keys(mapped.table)
  const list = known.slice(0, 12).join(', ') + (known.length > 12 ? `, … (${known.length} in all)` : '')
  refuse(desk, said?.path ?? mapped.from[0] ?? '', { value: said?.text ?? '', expectation: `one of ${list}` })
  return null
}

function lookUp<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  if (Object.hasOwn(table, text)) return table[text]
  const folded = foldedWord(text)
  const key = Object.keys(table).find((it) => foldedWord(it) === folded)
  return key === undefined ? undefined : table[key]
}

/** A word as it is compared: `Air strike`, `air_strike` and `AIR-STRIKE` are one, and so are 1 and 1.0. */
export function foldedWord(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
  return /^\d+\.0+$/.test(plain) ? plain.replace(/\.0+$/, '') : plain
}

/** The step that a number reaches. */
export function stepOf<T extends string>(desk: Desk, mapped: MappedScale<T>): T {
  const value = numberOf(desk, mapped.from, 'a number')
  const steps = mapped.steps.toSorted((a, b) => b.atLeast - a.atLeast)
  return (value === null ? undefined : steps.find(({ atLeast }) => value >= atLeast)?.is) ?? mapped.otherwise
}

/** The number in a field; null where it says nothing or was refused. */
export function numberOf(desk: Desk, from: readonly FieldPath[], expectation: string): number | null {
  const said = firstSaid(desk.record, from)
  if (said === null) return null
  const value = typeof said.value === 'number' ? said.value : readNumber(said.text, desk.decimal)
  if (value === null) refuse(desk, said.path, { value: said.text, expectation })
  return value
}

/** A radius in metres; null where nothing is said of it. */
export function radiusOf(desk: Desk, mapped: MappedRadius | null): number | null {
  if (mapped === null) return null
  if ('table' in mapped) return lookUp(mapped.table, firstSaid(desk.record, mapped.from)?.text ?? '') ?? null
  const number = numberOf(desk, mapped.from, 'a number of metres')
  return number === null ? null : number * mapped.factor
}

/** A count of people; null where no field of it says anything. */
export function countOf(desk: Desk, mapped: MappedCount | null): CountRange | null {
  if (mapped === null) return null
  const range = { low: wholeOf(desk, mapped.low), best: wholeOf(desk, mapped.best), high: wholeOf(desk, mapped.high) }
  return range.low === null && range.best === null && range.high === null ? null : range
}

function wholeOf(desk: Desk, from: readonly FieldPath[]): number | null {
  const said = firstSaid(desk.record, from)
  if (said === null) return null
  const value = readCount(said.text, desk.decimal)
  if (value === null) refuse(desk, said.path, { value: said.text, expectation: 'a whole number of 0 or more' })
  return value
}

/** The moment in a field; null where it says nothing or was refused. */
export function momentOf(desk: Desk, mapped: MappedTime | null): { instant: string; dateOnly: boolean } | null {
  const said = mapped === null ? null : firstSaid(desk.record, mapped.from)
  if (mapped === null || said === null) return null
  const clock = firstSaid(desk.record, mapped.clock)
  const text = clock === null ? said.text : `${said.text} ${clock.text}`
  const read = readMoment(text, mapped)
  if (read.ok) return read
  refuse(desk, said.path, { value: text, expectation: read.expectation })
  return null
}

/** Whether a field says yes. */
export function flagOf(desk: Desk, mapped: MappedFlag | null): boolean {
  const said = mapped === null ? null : firstSaid(desk.record, mapped.from)
  return mapped !== null && said !== null && mapped.yes.some((word) => foldedWord(word) === foldedWord(said.text))
}
