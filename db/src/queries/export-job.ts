import type { ExportFault, ExportFormat, ExportState, Instant, Role } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** A file that is prepared, and how far it is: so many rows in so many bytes are on the disk. */
export interface ExportJobRow {
  readonly id: string
  /** Who asked for it: `account:` or `token:` and an id. */
  readonly owner: string
  readonly format: ExportFormat
  /** As it stands in an address. */
  readonly search: Readonly<Record<string, string>>
  /** It holds what was known then, however long it takes. */
  readonly asOf: Instant
  /** The cells to which its places are told, in kilometres; null: as they are. */
  readonly seenKm: number | null
  readonly state: ExportState
  /** How many rows there may be in all, at a guess; null before the first are written. */
  readonly about: number | null
  readonly rows: number
  readonly bytes: number
  /** Time of event and id of the last row that is written; null before the first. */
  readonly afterAt: Instant | null
  readonly afterId: string | null
  /** How often it was begun anew: what was written before that is another file, and goes. */
  readonly round: number
  /** Of the whole file. */
  readonly sha256: string | null
  readonly fault: ExportFault | null
  readonly createdAt: Instant
  readonly endedAt: Instant | null
}

const columns = `
  id, owner, format, search, as_of as "asOf", seen_km as "seenKm", state, about::float8 as about, rows::float8 as rows,
  bytes::float8 as bytes, after_at as "afterAt", after_id as "afterId", round, sha256, fault, created_at as "createdAt",
  ended_at as "endedAt"`
const fromTheStart =
  'round = round + 1, rows = 0, bytes = 0, after_at = null, after_id = null, sha256 = null, ended_at = null'

/** A file as it was begun once. */
export type ExportWriting = Pick<ExportJobRow, 'id' | 'round'>

export type ExportToBegin = Pick<ExportJobRow, 'id' | 'owner' | 'format' | 'search' | 'asOf' | 'seenKm' | 'createdAt'>

/** Held while somebody asks for a file, so that nobody has more than they may by asking at once. */
export function asksForExport(owner: string): Statement {
  return { name: 'asks-for-export', text: 'select pg_advisory_xact_lock(4032018, hashtext($1))', values: [owner] }
}

/** Asks for a file; no row where its owner has so many already. */
export function beginExport(it: ExportToBegin, most: number): Statement {
  return {
    name: 'begin-export',
    text: `
      insert into export_job (id, owner, format, search, as_of, seen_km, state, rows, bytes, created_at, moved_at)
      select $1, $2, $3, $4::jsonb, $5, $6, 'running', 0, 0, $7, $7
      where (select count(*) from export_job where owner = $2) < $8
      returning ${columns}`,
    values: [it.id, it.owner, it.format, JSON.stringify(it.search), it.asOf, it.seenKm, it.createdAt, most],
  }
}

/** The files of somebody, latest first. */
export function exportsOf(owner: string): Statement {
  return {
    name: 'exports-of',
    text: `select ${columns} from export_job where owner = $1 order by created_at desc, id desc`,
    values: [owner],
  }
}

/** One of somebody's files. */
export function exportOf(id: string, owner: string): Statement {
  return {
    name: 'export-of',
    text: `select ${columns} from export_job where id = $1 and owner = $2`,
    values: [id, owner],
  }
}

/** The roles that may have files, and what time it is: by these their owners lose them. */
export interface ExportRights {
  readonly roles: readonly Role[]
  readonly now: Instant
}

/** Whether the owner of a file may have none any more, by `$1` and `$2`. */
const isLost = `(
  exists (select from account a where e.owner = 'account:' || a.id and (a.disabled or a.role <> all($1::text[])))
  or exists (
    select from token t where e.owner = 'token:' || t.id and (t.revoked_at is not null or t.expires_at <= $2)))`

/** What is to be written, oldest first, with the instant at which it was last written on. */
export function exportsUnderWay({ roles, now }: ExportRights): Statement {
  return {
    name: 'exports-under-way',
    text: `
      select ${columns}, moved_at as "movedAt" from export_job e
      where state = 'running' and not ${isLost} order by created_at, id limit 100`,
    values: [roles, now],
  }
}

/** Lets a file hold what is known now, where it was asked for by a clock that was ahead and nothing of it is written. */
export function redateExport({ id, round }: ExportWriting, now: Instant): Statement {
  return {
    name: 'redate-export',
    text: `
      update export_job set as_of = $3, moved_at = $3
      where id = $1 and round = $2 and rows = 0 and state = 'running' and as_of > $3 returning id`,
    values: [id, round, now],
  }
}

/** How many files there are in each state. */
export function countExports(): Statement {
  return { name: 'count-exports', text: 'select state, count(*)::int as n from export_job group by state', values: [] }
}

/** What is on the disk by now. */
export interface ExportAdvance extends ExportWriting {
  /** Rows before it: somebody else may have gone on. */
  readonly from: number
  readonly about: number
  readonly rows: number
  readonly bytes: number
  readonly after: readonly [Instant, string] | null
  readonly now: Instant
}

/** Notes what is on the disk by now; no row where it is not running, or is elsewhere by now. */
export function advanceExport({ id, round, from, about, rows, bytes, after, now }: ExportAdvance): Statement {
  return {
    name: 'advance-export',
    text: `
      update export_job set about = $3, rows = $4, bytes = $5, after_at = $6, after_id = $7, moved_at = $8
      where id = $1 and round = $9 and rows = $2 and state = 'running' returning id`,
    values: [id, from, about, rows, bytes, after?.[0] ?? null, after?.[1] ?? null, now, round],
  }
}

/** Notes that a file is whole; no row where it is not running, or is elsewhere by now. */
export function endExport(
  it: Pick<ExportAdvance, 'id' | 'round' | 'from' | 'bytes' | 'now'>,
  sha256: string,
): Statement {
  return {
    name: 'end-export',
    text: `
      update export_job set state = 'ready', bytes = $3, sha256 = $4, about = rows, moved_at = $5, ended_at = $5
      where id = $1 and round = $6 and rows = $2 and state = 'running' returning id`,
    values: [it.id, it.from, it.bytes, sha256, it.now, it.round],
  }
}

/** Begins a file anew whose beginning is gone; no row where somebody else has gone on with it. */
export function restartExport(
  { id, round, rows }: ExportWriting & Pick<ExportJobRow, 'rows'>,
  now: Instant,
): Statement {
  return {
    name: 'restart-export',
    text: `
      update export_job set ${fromTheStart}, moved_at = $4
      where id = $1 and round = $2 and rows = $3 and state = 'running' returning id`,
    values: [id, round, rows, now],
  }
}

/** Begins every file anew: something that stands in them is to be forgotten. */
export function restartExports(): Statement {
  return {
    name: 'restart-exports',
    text: `
      update export_job set ${fromTheStart}, state = case state when 'ready' then 'running' else state end`,
    values: [],
  }
}

/** Notes why a file could not be written on. */
export function failExport({ id, round }: ExportWriting, fault: ExportFault, now: Instant): Statement {
  return {
    name: 'fail-export',
    text: `
      update export_job set state = 'failed', fault = $3, moved_at = $4
      where id = $1 and round = $2 and state = 'running' returning id`,
    values: [id, round, fault, now],
  }
}

/** Moves one of somebody's files from one of some states to another; no row where it is in none of them. */
export function moveExport(
  { id, owner, now }: Pick<ExportJobRow, 'id' | 'owner'> & { readonly now: Instant },
  { from, to }: { readonly from: readonly ExportState[]; readonly to: ExportState },
): Statement {
  return {
    name: 'move-export',
    text: `
      update export_job set state = $4, fault = null, moved_at = $5
      where id = $1 and owner = $2 and state = any($3::text[]) returning ${columns}`,
    values: [id, owner, from, to, now],
  }
}

/** Begins one of somebody's files anew that was whole and is gone; no row where it is not whole, or was begun anew already. */
export function repeatExport(
  { id, owner, round }: Pick<ExportJobRow, 'id' | 'owner' | 'round'>,
  now: Instant,
): Statement {
  return {
    name: 'repeat-export',
    text: `
      update export_job set ${fromTheStart}, state = 'running', moved_at = $4
      where id = $1 and owner = $2 and round = $3 and state = 'ready' returning ${columns}`,
    values: [id, owner, round, now],
  }
}

/** Lets go of one of somebody's files. */
export function dropExport(id: string, owner: string): Statement {
  return {
    name: 'drop-export',
    text: 'delete from export_job where id = $1 and owner = $2 returning id, round',
    values: [id, owner],
  }
}

/** Lets go of what was asked for before an instant, or by somebody who may have no files any more. */
export function dropOldExports(before: Instant, { roles, now }: ExportRights): Statement {
  return {
    name: 'drop-old-exports',
    text: `
      delete from export_job e where e.created_at < $3 or ${isLost} returning e.id`,
    values: [roles, now, before],
  }
}

/** Which of some files on a disk are still somebody's, and as of which beginning. */
export function exportsAmong(ids: readonly string[]): Statement {
  return {
    name: 'exports-among',
    text: 'select id, round from export_job where id = any($1::uuid[])',
    values: [ids],
  }
}
