import type { Statement } from '../database.js'

/** How far an import is. Rows count from 1; `nextRow` is the first that is not in. */
export interface ImportRow {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly nextRow: number
  readonly stored: number
  readonly unchanged: number
  readonly revised: number
  readonly refused: number
  readonly finished: boolean
}

/** A row of a file that was not taken, and why. */
export interface ImportRefusalRow {
  readonly row: number
  readonly line: number
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

const columns = `
  id, name, sha256, next_row as "nextRow", stored, unchanged, revised, refused, finished`

/** Begins an import, or finds the one of the same content. */
export function beginImport(it: Pick<ImportRow, 'id' | 'name' | 'sha256'>, by: string, now: string): Statement {
  return {
    name: 'begin-import',
    text: `
      insert into import (id, name, sha256, next_row, stored, unchanged, revised, refused, finished, created_at, created_by)
      values ($1, $2, $3, 1, 0, 0, 0, 0, false, $4, $5)
      on conflict (sha256) do update set name = excluded.name
      returning ${columns}`,
    values: [it.id, it.name, it.sha256, now, by],
  }
}

/** One import. */
export function importById(id: string): Statement {
  return { name: 'import-by-id', text: `select ${columns} from import where id = $1`, values: [id] }
}

/** The import of a content. */
export function importBySha(sha256: string): Statement {
  return { name: 'import-by-sha', text: `select ${columns} from import where sha256 = $1`, values: [sha256] }
}

/** What one chunk adds. */
export interface ImportAdvance {
  readonly id: string
  /** First row of the chunk: it is taken only where that is the next one. */
  readonly fromRow: number
  readonly nextRow: number
  readonly stored: number
  readonly unchanged: number
  readonly revised: number
  readonly refused: readonly ImportRefusalRow[]
  readonly finished: boolean
}

/** Moves an import on and keeps what was refused; no row comes back where the chunk is not the next one. */
export function advanceImport(it: ImportAdvance): Statement {
  return {
    name: 'advance-import',
    text: `
      with moved as (
        update import set next_row = $3, stored = stored + $4, unchanged = unchanged + $5, revised = revised + $6,
          refused = refused + jsonb_array_length($7::jsonb), finished = $8
        where id = $1 and next_row = $2 and not finished
        returning ${columns}
      ),
      refusals as (
        insert into import_refusal (import_id, row, line, errors)
        select moved.id, r.row, r.line, r.errors
        from moved, jsonb_to_recordset($7::jsonb) as r(row int, line int, errors jsonb)
      )
      select * from moved`,
    values: [
      ...[it.id, it.fromRow, it.nextRow, it.stored, it.unchanged, it.revised],
      ...[JSON.stringify(it.refused), it.finished],
    ],
  }
}

/** What was refused, by row. */
export function importRefusals(id: string, limit: number): Statement {
  return {
    name: 'import-refusals',
    text: `select row, line, errors from import_refusal where import_id = $1 order by row limit $2`,
    values: [id, limit],
  }
}
