import type { RecordMapping } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { storableJson, storableText } from '../storable.js'

/** What an import is doing. `sending`: a program sends its rows; from `uploading` on the server has its file. */
export type ImportStateName =
  'sending' | 'uploading' | 'uploaded' | 'running' | 'paused' | 'failed' | 'finished' | 'undoing' | 'undone'

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
  readonly state: ImportStateName
  readonly bytes: number
  readonly received: number
  /** Share of the file that is read, or of an undo that is done, 0 to 1. */
  readonly share: number
  readonly format: string | null
  /** Which field tells what; null reads the columns by our own names or as their dataset has them. */
  readonly mapping: RecordMapping | null
  /** Why it failed. */
  readonly fault: string | null
  readonly createdAt: string
  readonly createdBy: string
  readonly endedAt: string | null
  readonly undoneAt: string | null
  readonly undoneBy: string | null
  readonly withdrawn: number
  readonly putBack: number
  readonly kept: number
  /** Rows that came in with a tag, as their governorate and their point do not agree. */
  readonly warned: number
  /** Whether it is known what it wrote, so that it can be taken back. */
  readonly undoable: boolean
}

/** A row of a file that was not taken, and why. */
export interface ImportRefusalRow {
  readonly row: number
  readonly line: number
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

const facts = `
  id, name, sha256, next_row as "nextRow", stored, unchanged, revised, refused, finished, state, bytes::float8 as bytes,
  received::float8 as received, share::float8 as share, format, mapping, fault, created_at as "createdAt",
  created_by as "createdBy", ended_at as "endedAt", undone_at as "undoneAt", undone_by as "undoneBy", withdrawn,
  put_back as "putBack", kept, warned`
const hasWritten = 'exists (select from import_incident w where w.import_id = import.id)'
const columns = `${facts}, ${hasWritten} as undoable`

/** Begins an import whose rows a program sends, or finds the unfinished one of the same content. */
export function beginImport(it: Pick<ImportRow, 'id' | 'name' | 'sha256'>, by: string, now: string): Statement {
  return {
    name: 'begin-import',
    text: `
      insert into import (id, name, sha256, next_row, stored, unchanged, revised, refused, finished, created_at, created_by)
      values ($1, $2, $3, 1, 0, 0, 0, 0, false, $4, $5)
      on conflict (sha256) where not finished do update set name = excluded.name
      returning ${columns}`,
    values: [it.id, it.name, it.sha256, now, by],
  }
}

/** Begins an import whose file the server keeps. */
export function beginUpload(it: Pick<ImportRow, 'id' | 'name' | 'bytes'>, by: string, now: string): Statement {
  return {
    name: 'begin-upload',
    text: `
      insert into import (id, name, sha256, next_row, stored, unchanged, revised, refused, finished, created_at,
        created_by, state, bytes)
      values ($1, $2, 'file ' || $1::uuid::text, 1, 0, 0, 0, 0, false, $4, $5, 'uploading', $3)
      returning ${columns}`,
    values: [it.id, it.name, it.bytes, now, by],
  }
}

/** Notes that a part of the file is here; no row comes back where another part was expected. */
export function receivePart(id: string, at: number, bytes: number): Statement {
  return {
    name: 'receive-part',
    text: `
      update import set received = received + $3,
        state = case when received + $3 = bytes then 'uploaded' else state end
      where id = $1 and received = $2 and received + $3 <= bytes and state = 'uploading'
      returning ${columns}`,
    values: [id, at, bytes],
  }
}

/** One import. */
export function importById(id: string): Statement {
  return { name: 'import-by-id', text: `select ${columns} from import where id = $1`, values: [id] }
}

/** The latest imports. */
export function latestImports(limit: number): Statement {
  return {
    name: 'latest-imports',
    text: `select ${columns} from import order by created_at desc, id desc limit $1`,
    values: [limit],
  }
}

/** Imports in one of these states, oldest first. */
export function importsIn(states: readonly ImportStateName[]): Statement {
  return {
    name: 'imports-in',
    text: `select ${columns} from import where state = any($1::text[]) order by created_at, id limit 100`,
    values: [states],
  }
}

/** Moves an import from one of some states to another; no row comes back where it is in none of them. */
export function moveImport(
  id: string,
  { from, to, set = {} }: { from: readonly ImportStateName[]; to: ImportStateName; set?: MoveImport },
): Statement {
  return {
    name: 'move-import',
    text: `
      update import set state = $3, mapping = coalesce($4::jsonb, mapping), format = coalesce($5, format), fault = $6,
        undone_by = coalesce($7, undone_by), undone_at = coalesce($8::timestamptz, undone_at),
        share = case when $3 = 'undoing' then 0 else share end, finished = finished or $3 in ('undoing', 'undone')
      where id = $1 and state = any($2::text[])
          and ($3 <> 'undoing' or exists (select from import_incident w where w.import_id = import.id))
      returning ${columns}`,
    values: [
      ...[id, from, to, set.mapping === undefined ? null : JSON.stringify(set.mapping), set.format ?? null],
      ...[set.fault === undefined ? null : storableText(set.fault), set.undoneBy ?? null, set.undoneAt ?? null],
    ],
  }
}

/** What is noted as an import moves. */
export interface MoveImport {
  readonly mapping?: RecordMapping | null
  readonly format?: string
  readonly fault?: string
  readonly undoneBy?: string
  readonly undoneAt?: string
}

/** The latest import of a content. */
export function importBySha(sha256: string): Statement {
  return {
    name: 'import-by-sha',
    text: `select ${columns} from import where sha256 = $1 order by created_at desc limit 1`,
    values: [sha256],
  }
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
  readonly warned: number
  /** The incidents that it made or changed, with the revision that it wrote. */
  readonly wrote: readonly { readonly id: string; readonly revision: number; readonly what: 'stored' | 'revised' }[]
  /** Share of the file that is read; null where that is not known. */
  readonly share: number | null
  readonly finished: boolean
  readonly now: string
}

/**
 * Moves an import on and keeps what was refused and what was written; no row comes back where the chunk is not the next
 * one, or the import was paused meanwhile.
 */
export function advanceImport(it: ImportAdvance): Statement {
  return {
    name: 'advance-import',
    text: `
      with moved as (
        update import set next_row = $3, stored = stored + $4, unchanged = unchanged + $5, revised = revised + $6,
          refused = refused + jsonb_array_length($7::jsonb), finished = $8,
          state = case when $8 then 'finished' else state end, ended_at = case when $8 then $10::timestamptz end,
          share = case when $8 then 1 else coalesce($9::real, share) end, warned = warned + $12
        where id = $1 and next_row = $2 and not finished and state in ('sending', 'running')
        returning ${facts}, ${hasWritten} or jsonb_array_length($11::jsonb) > 0 as undoable
      ),
      refusals as (
        insert into import_refusal (import_id, row, line, errors)
        select moved.id, r.row, r.line, r.errors
        from moved, jsonb_to_recordset($7::jsonb) as r(row int, line int, errors jsonb)
      ),
      written as (
        insert into import_incident (import_id, incident_id, revision, what)
        select moved.id, w.id, max(w.revision), max(w.what)
        from moved, jsonb_to_recordset($11::jsonb) as w(id uuid, revision int, what text) group by moved.id, w.id
        on conflict (import_id, incident_id) do update set revision = excluded.revision
      )
      select * from moved`,
    values: [
      ...[it.id, it.fromRow, it.nextRow, it.stored, it.unchanged, it.revised],
      ...[storableJson(it.refused), it.finished, it.share, it.now, JSON.stringify(it.wrote), it.warned],
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

/** Lets go of an upload that never began; the file is the caller's to delete. */
export function forgetUpload(id: string): Statement {
  return {
    name: 'forget-upload',
    text: `delete from import where id = $1 and state in ('uploading', 'uploaded') returning id`,
    values: [id],
  }
}

/** Uploads that were begun before an instant and never started. */
export function staleUploads(before: string): Statement {
  return {
    name: 'stale-uploads',
    text: `select id from import where state in ('uploading', 'uploaded') and created_at < $1 limit 100`,
    values: [before],
  }
}
