import { faultText, fieldsOf, fieldsRead, mapRecord, say, type RecordMapping } from '@cordon/alerts'
import type { FieldError } from '../../wire/index.js'
import { checkFeature } from './check.js'
import { clip } from './mapping.js'
import type { OpenFile, SourceRow } from './records-of.js'
import type { ReadRow } from './row.js'

/** Reads the records of a file by a mapping, from the given row on. */
export async function* readMapped(
  file: OpenFile,
  { mapping, now }: { readonly mapping: RecordMapping; readonly now: string },
  fromRow: number,
): AsyncGenerator<ReadRow> {
  for await (const found of file.records()) {
    if (found.row >= fromRow) yield { row: found.row, line: found.line, ...mappedRow(found, mapping, now) }
  }
}

function mappedRow(
  found: SourceRow,
  mapping: RecordMapping,
  now: string,
): { feature: unknown; admin1: string | null } | { errors: readonly FieldError[] } {
  if (!('record' in found)) return { errors: found.errors }
  const mapped = mapRecord(found.record, mapping)
  if (!mapped.ok) return { errors: mapped.errors.map((it) => ({ path: it.path, message: faultText(it) })) }
  if (mapped.deleted)
    return { errors: [{ path: fieldsOf(mapping, 'deleted')[0] ?? '', message: say('refused.takenBack', {}) }] }
  const { input } = mapped
  if (input.geometry === null) {
    return {
      errors: [
        {
          path: fieldsOf(mapping, 'geometry')[0] ?? '',
          message: say('refused.noPair', {}),
        },
      ],
    }
  }
  const errors = checkFeature(input, now).map(({ path, message }) => ({ path: fieldOf(path, mapping), message }))
  return errors.length > 0
    ? { errors }
    : { feature: input, admin1: mapped.admin1 === null ? null : clip(mapped.admin1, 200) }
}

/** The field that a property came from: `properties.occurredFrom` → `Date`. */
export function fieldOf(path: string, mapping: RecordMapping): string {
  const property = path.startsWith('geometry') ? 'geometry' : (/^properties\.(\w+)/.exec(path)?.[1] ?? path)
  return fieldsOf(mapping, property)[0] ?? property
}

/** Columns of a file that a mapping does not read; said once, so that nothing is dropped silently. */
export function unread(file: OpenFile, mapping: RecordMapping): readonly string[] {
  const reads = new Set(fieldsRead(mapping).map((name) => name.toLowerCase()))
  return file.header.filter((name) => name !== '' && !reads.has(name.toLowerCase()))
}
