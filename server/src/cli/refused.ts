import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeFile } from 'node:fs/promises'
import type { FileFormat } from '../feed/read/row.js'
import { csvCell } from '../history/csv.js'
import type { ImportRefusal } from '../wire/index.js'

/** How many refusals are shown; all are in the file. */
const shown = 20

/** Where a row stands in its file: by its line, or by its count where a line holds many features, or is not known. */
export function placeOf({ row, line }: Pick<ImportRefusal, 'row' | 'line'>, format: FileFormat): string {
  switch (format) {
    case 'csv':
    case 'ucdp':
    case 'acled':
      return `line ${line}`
    case 'geojson':
      return `feature ${row} (line ${line})`
    case 'kml':
    case 'gpx':
      return `feature ${row}`
  }
}

/** The refused rows as lines for people: where it stands, column, reason. */
export function refusalLines(
  refusals: readonly ImportRefusal[],
  format: FileFormat,
  most: number = shown,
): readonly string[] {
  const all = refusals.flatMap((it) => it.errors.map((error) => ({ place: placeOf(it, format), ...error })))
  const first = all.slice(0, most).map(({ place, path: column, message }) => {
    return `  ${place}${column === '' ? '' : `, ${column}`}: ${message}`
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
