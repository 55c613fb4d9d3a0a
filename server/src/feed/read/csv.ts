import type { FieldError } from '../../wire/index.js'
import { Cells, type Columns } from './cells.js'
import { checkFeature } from './check.js'
import { clip, type Mapping } from './mapping.js'
import type { CsvRecord, CsvRecords } from './records.js'
import type { ReadRow } from './row.js'

export interface CsvFile {
  readonly records: CsvRecords
  readonly delimiter: string
  readonly columns: Columns
  readonly mapping: Mapping
  readonly now: string
}

/** Reads the rows below a header, from the given one on. */
export async function* readCsv(file: CsvFile, fromRow: number): AsyncGenerator<ReadRow> {
  const shape = { delimiter: file.delimiter, width: file.columns.names.length }
  for (let row = 1; ; row++) {
    const record = await file.records.next(shape)
    if (record === null) return
    if (row >= fromRow) yield { row, line: record.line, ...rowOf(file, record) }
  }
}

function rowOf(
  { columns, mapping, now }: CsvFile,
  record: CsvRecord,
): { feature: unknown; admin1: string | null } | { errors: FieldError[] } {
  if (!('fields' in record)) {
    return { errors: [{ path: columns.names[record.column ?? -1] ?? '', message: record.message }] }
  }
  const cells = new Cells(columns, record.fields)
  const feature = mapping.draft(cells)
  if (cells.errors.length > 0) return { errors: cells.errors }
  const errors = checkFeature(feature, now).map(({ path, message }) => ({
    path: columnOf(path, mapping, cells),
    message,
  }))
  return errors.length > 0 ? { errors } : { feature, admin1: admin1Of(cells, mapping) }
}

/** The governorate that a row states. */
export function admin1Of(cells: Cells, { admin1 }: Mapping): string | null {
  const stated = admin1 === null ? null : cells.text(admin1)
  return stated === null ? null : clip(stated, 200)
}

/** The column that a property came from: `properties.occurredFrom` → `date_start`. */
export function columnOf(path: string, mapping: Mapping, cells: Cells): string {
  if (path.startsWith('geometry')) return cells.name(path.endsWith('[1]') ? 'latitude' : 'longitude')
  const property = /^properties\.(\w+)/.exec(path)?.[1] ?? path
  return cells.name(...(mapping.columns[property] ?? [property]))
}
