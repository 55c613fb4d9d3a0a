import { isRefused, type FileFormat, type ReadRow } from '../feed/read/row.js'
import { parseRow } from '../incident/parse.js'
import type { DoubtOf } from '../place/point-check.js'
import type { ImportRefusal, IncidentInput } from '../wire/index.js'
import { grouped } from './progress.js'
import { placeOf, refusalLines } from './refused.js'
import type { ExitCode, Terminal } from './terminal.js'

const shownGood = 10
/** Rows that are shown with what is wrong with them; all are counted. */
const shownBad = 100

/** What a file would bring, in a size that does not grow with it. */
interface Tally {
  rows: number
  good: number
  readonly shown: string[]
  readonly refused: ImportRefusal[]
  warned: number
  readonly warnings: ImportRefusal[]
  readonly types: Map<string, number>
  /** Earliest and latest time of event. */
  times: readonly [string, string] | null
  /** West, south, east, north. */
  box: readonly [number, number, number, number] | null
}

/** A file as it was opened, and how its points are held against what it says of them. */
export interface DryRun {
  readonly name: string
  readonly title: string
  readonly format: FileFormat
  readonly now: string
  readonly doubtOf: DoubtOf
}

/** Tells what a file would bring and what would be refused of it, and stores nothing. */
export async function dryRun(
  rows: AsyncIterable<ReadRow>,
  { name, title, format, now, doubtOf }: DryRun,
  terminal: Terminal,
): Promise<ExitCode> {
  const tally = emptyTally()
  for await (const row of rows) {
    if (terminal.stop.aborted) return 130
    count(tally, row, { format, now, doubtOf })
  }
  const { good, refused } = tally
  terminal.out(`${name} (${title}): ${grouped(good)} of ${grouped(tally.rows)} rows would come in. Nothing was stored.`)
  summaryOf(tally).forEach(terminal.out)
  warn(tally, format, terminal)
  const bad = tally.rows - good
  if (bad === 0) return 0
  terminal.out(`Refused: ${grouped(bad)}`)
  refusalLines(refused, format, shownBad).forEach(terminal.out)
  if (bad > refused.length) terminal.out(`  … and ${grouped(bad - refused.length)} more rows`)
  return 1
}

function emptyTally(): Tally {
  return { rows: 0, good: 0, shown: [], refused: [], warned: 0, warnings: [], types: new Map(), times: null, box: null }
}

/** Rows that would come in with a tag: their governorate and their point do not agree. */
function warn({ warned, warnings }: Tally, format: FileFormat, terminal: Terminal): void {
  if (warned === 0) return
  terminal.out(`To be looked at, and would come in with a tag: ${grouped(warned)}`)
  refusalLines(warnings, format, shownBad).forEach(terminal.out)
  if (warned > warnings.length) terminal.out(`  … and ${grouped(warned - warnings.length)} more rows`)
}

function count(tally: Tally, row: ReadRow, { format, now, doubtOf }: Omit<DryRun, 'name' | 'title'>): void {
  tally.rows += 1
  const parsed = isRefused(row) ? { ok: false as const, errors: row.errors } : parseRow(row.feature, now)
  if (parsed.ok) {
    take(tally, parsed.input, placeOf(row, format))
    const message = isRefused(row) ? null : doubtOf(parsed.input, row.admin1)
    if (message !== null) doubt(tally, row, message)
    return
  }
  if (tally.refused.length < shownBad) tally.refused.push({ ...row, errors: parsed.errors.slice(0, 50) })
}

function doubt(tally: Tally, { row, line }: ReadRow, message: string): void {
  tally.warned += 1
  if (tally.warnings.length < shownBad) tally.warnings.push({ row, line, errors: [{ path: 'geometry', message }] })
}

function take(tally: Tally, input: IncidentInput, place: string): void {
  const { type, title, occurredFrom } = input.properties
  const [longitude, latitude] = input.geometry.coordinates
  const [first, last] = tally.times ?? [occurredFrom, occurredFrom]
  const [west, south, east, north] = tally.box ?? [longitude, latitude, longitude, latitude]
  tally.good += 1
  tally.types.set(type, (tally.types.get(type) ?? 0) + 1)
  tally.times = [first < occurredFrom ? first : occurredFrom, last > occurredFrom ? last : occurredFrom]
  tally.box = [
    ...([Math.min(west, longitude), Math.min(south, latitude)] as const),
    ...([Math.max(east, longitude), Math.max(north, latitude)] as const),
  ]
  if (tally.shown.length < shownGood)
    tally.shown.push(`  ${place}: ${occurredFrom.slice(0, 16)}Z, ${type}, ${latitude}, ${longitude}: ${title}`)
}

function summaryOf({ good, types, times, box, shown }: Tally): readonly string[] {
  if (times === null || box === null) return []
  const [west, south, east, north] = box
  const counts = [...types].toSorted(([, a], [, b]) => b - a).map(([type, n]) => `${type} ${grouped(n)}`)
  return [
    `  ${times[0].slice(0, 10)} to ${times[1].slice(0, 10)} · latitude ${south} to ${north} · longitude ${west} to ${east}`,
    `  ${counts.join(' · ')}`,
    ...shown,
    ...(good > shown.length ? [`  … and ${grouped(good - shown.length)} more`] : []),
  ]
}
