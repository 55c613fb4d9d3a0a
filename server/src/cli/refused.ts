import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeFile } from 'node:fs/promises'
import { csvCell } from '../history/csv.js'
import type { ImportRefusal } from '../wire/index.js'

/** How many refusals are shown; all are in the file. */
const shown = 20

/** The refused rows as lines for people: line, column, reason. */
export function refusalLines(refusals: readonly ImportRefusal[], most: number = shown): readonly string[] {
  const all = refusals.flatMap(({ line, errors }) => errors.map((error) => ({ line, ...error })))
  const first = all.slice(0, most).map(({ line, path: column, message }) => {
    return `  line ${line}${column === '' ? '' : `, ${column}`}: ${message}`
  })
  return all.length > most ? [...first, `  … and ${all.length - most} more`] : first
}

/** The refused rows as a CSV file. */
export function refusalFile(refusals: readonly ImportRefusal[]): string {
  const rows = refusals.flatMap(({ row, line, errors }) =>
    errors.map((it) => [line, row, it.path, it.message] as const),
  )
  return [['line', 'row', 'column', 'reason'], ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/** Writes the list beside the file, or among the temporary files where that folder is not ours; answers where. */
export async function writeRefusals(file: string, refusals: readonly ImportRefusal[]): Promise<string> {
  const name = `${path.parse(file).name}.refused.csv`
  const text = `\ufeff${refusalFile(refusals)}`
  const beside = path.join(path.dirname(file), name)
  const written = await writeFile(beside, text).then(
    () => true,
    () => false,
  )
  if (written) return beside
  const elsewhere = path.join(tmpdir(), name)
  await writeFile(elsewhere, text)
  return elsewhere
}
