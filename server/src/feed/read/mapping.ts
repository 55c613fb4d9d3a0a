import type { Cells } from './cells.js'
import type { FileFormat, IncidentDraft } from './row.js'

/** How the rows of one kind of CSV file tell incidents. */
export interface Mapping {
  readonly format: FileFormat
  /** Columns by which such a file is known; all must be there. */
  readonly known: readonly string[]
  /** Every column that is read. */
  readonly reads: readonly string[]
  /** Where a property comes from, so that what is wrong with it can be named by column. */
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** The column that states the governorate; null where none does. */
  readonly admin1: string | null
  draft(cells: Cells): object
}

/** Where a draft is; a row whose position is wrong has none, whatever else can be read of it. */
export function pointAt(position: readonly [number, number] | null): IncidentDraft['geometry'] {
  return position === null ? null : { type: 'Point', coordinates: [...position] }
}

/** Text on one line, cut to what a title or a tag may hold. */
export function clip(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** Names and tags: given, once each, at most 50. */
export function listed(values: readonly (string | null)[]): string[] {
  const given = values.flatMap((value) => (value === null || value.trim() === '' ? [] : [clip(value, 200)]))
  return [...new Set(given)].slice(0, 50)
}

/** The parts of a cell that holds several: `SOHR;Airwars`. */
export function parts(cell: string | null, separator: RegExp = /\s*[;|]\s*/): string[] {
  return listed((cell ?? '').split(separator))
}
