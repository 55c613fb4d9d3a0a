import type { ArchiveClass, Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { heldWith, type Held } from './hold.js'
import { keepClasses } from './keep-classes.js'

/** Which things of a class are old enough, and what is held of them. */
export interface Due {
  readonly kind: ArchiveClass
  readonly before: Instant
  readonly now: Instant
  readonly held: Held
}

/** A thing that was looked at. */
export interface LookedAt {
  readonly id: string
  /** Whether it goes: nothing that stays refers to it, and it is not held. */
  readonly goes: boolean
}

/**
 * The next old things after one of them (null: from the first on), in the order of their ids, as they were made: so many as
 * go at once. What has to be asked about each is asked about these alone.
 */
export function nextOld(due: Due, after: string | null): Statement {
  const { values, bind } = conditions()
  const { root, age, held, atOnce } = keepClasses[due.kind]
  const { before, goes } = dueOf(due, bind)
  const text = `${heldWith(due.held, bind)},
    old as materialized (
      select r.* from ${root} r where ${after === null ? 'true' : `r.id > ${bind(after)}::uuid`} and ${age} < ${before}
      order by r.id limit ${atOnce}
    )
    select r.id, (${goes} and not (${held})) as goes from old r order by r.id`
  return { name: null, text, values }
}

/** Which of some things go still. */
export function stillDue(due: Due, ids: readonly string[]): Statement {
  const { values, bind } = conditions()
  const { root, age, held } = keepClasses[due.kind]
  const { before, goes } = dueOf(due, bind)
  const text = `${heldWith(due.held, bind)}
    select r.id from ${root} r
    where r.id = any(${bind(ids)}::uuid[]) and ${age} < ${before} and ${goes} and not (${held})`
  return { name: null, text, values }
}

export interface DueCount {
  /** Old enough, and nothing that stays refers to it. */
  readonly due: number
  /** How many of them are held. */
  readonly held: number
  /** How many there are in all. */
  readonly all: number
  /** Since when the oldest that would go has been left alone; null where none would. */
  readonly oldest: Instant | null
}

/** How many things of a class would go, and how many are held. */
export function dueCount(due: Due): Statement {
  const { values, bind } = conditions()
  const { root, age, held } = keepClasses[due.kind]
  const { before, goes } = dueOf(due, bind)
  const text = `${heldWith(due.held, bind)}
    select count(*)::int as due, count(*) filter (where it.held)::int as held,
      min(it.age) filter (where not it.held) as oldest, (select count(*)::int from ${root}) as "all"
    from (select ${age} as age, (${held}) as held from ${root} r where ${age} < ${before} and ${goes}) it`
  return { name: null, text, values }
}

function dueOf({ kind, before, now }: Due, bind: Bind) {
  const [early, present] = [`${bind(before)}::timestamptz`, `${bind(now)}::timestamptz`]
  const goes = keepClasses[kind].due.replaceAll(':before', early).replaceAll(':now', present)
  return { before: early, goes: `(${present} is not null and ${goes})` }
}

/** An archive: a file, and how far it is with it. */
export interface ArchiveRow {
  readonly id: string
  readonly kind: ArchiveClass
  readonly state: 'writing' | 'written' | 'deleted' | 'done'
  readonly before: Instant
  readonly madeAt: Instant
  readonly file: string
  /** How many incidents, alerts or whatever the class is of; with all that belongs to them so many `rows`. */
  readonly things: number
  readonly rows: number
  readonly sha256: string | null
  readonly restoredAt: Instant | null
}

const columns = `id, class as kind, state, before, made_at as "madeAt", file, things, rows, sha256, restored_at as "restoredAt"`

export type ArchiveBegun = Pick<ArchiveRow, 'id' | 'kind' | 'before' | 'madeAt' | 'file' | 'things'>

/** Begins an archive. */
export function beginArchive({ id, kind, before, madeAt, file, things }: ArchiveBegun): Statement {
  return {
    name: 'begin-archive',
    text: `
      insert into archive (id, class, state, before, made_at, file, things) values ($1, $2, 'writing', $3, $4, $5, $6)`,
    values: [id, kind, before, madeAt, file, things],
  }
}

/** Nobody puts a hold on or releases one until the transaction ends. */
export function holdStill(): Statement {
  return { name: null, text: 'lock table hold in share mode', values: [] }
}

/** Its file is whole on disk and was read again. */
export function archiveWritten(id: string, { rows, sha256 }: Pick<ArchiveRow, 'rows' | 'sha256'>): Statement {
  return {
    name: 'archive-written',
    text: `update archive set state = 'written', rows = $2, sha256 = $3 where id = $1 and state = 'writing' returning id`,
    values: [id, rows, sha256],
  }
}

/**
 * Opens the one path by which history leaves the database, until the transaction ends: triggers forbid every other. No row
 * where the archive was given up.
 */
export function openArchivePath(id: string): Statement {
  return {
    name: 'open-archive-path',
    text: `
      select id, set_config('cordon.archive', id::text, true), set_config('enable_seqscan', 'on', true),
        set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)
      from archive where id = $1 and state = 'written' for update`,
    values: [id],
  }
}

/** Its rows are gone from the database with this. */
export function archiveDeleted(id: string): Statement {
  return { name: 'archive-deleted', text: `update archive set state = 'deleted' where id = $1`, values: [id] }
}

/** It is noted in the audit log, and its file has its name. */
export function archiveDone(id: string): Statement {
  const text = `update archive set state = 'done' where id = $1 and state = 'deleted'`
  return { name: 'archive-done', text, values: [id] }
}

/** Gives up archives of which nothing has gone; gives their files. */
export function dropOpenArchives(): Statement {
  const text = `delete from archive where state in ('writing', 'written') returning ${columns}`
  return { name: 'drop-open-archives', text, values: [] }
}

/** Gives up one of them. */
export function dropArchive(id: string): Statement {
  return {
    name: 'drop-archive',
    text: `delete from archive where id = $1 and state in ('writing', 'written')`,
    values: [id],
  }
}

/** Archives whose rows are gone and of which that is not noted yet. */
export function archivesToNote(): Statement {
  return { name: 'archives-to-note', text: `select ${columns} from archive where state = 'deleted'`, values: [] }
}

/** The latest archives. */
export function latestArchives(limit: number): Statement {
  const text = `select ${columns} from archive where state in ('deleted', 'done') order by made_at desc, id desc limit $1`
  return { name: 'latest-archives', text, values: [limit] }
}

/** What has gone into files, by class. */
export interface ArchivedTotal {
  readonly kind: ArchiveClass
  readonly files: number
  readonly things: number
}

export function archivedTotals(): Statement {
  const text = `
    select class as kind, count(*)::int as files, sum(things)::int as things from archive
    where state in ('deleted', 'done') group by class`
  return { name: 'archived-totals', text, values: [] }
}

/** Notes that an archive was put back, where this database knows it. */
export function archiveRestored(id: string, at: Instant): Statement {
  return { name: 'archive-restored', text: `update archive set restored_at = $2 where id = $1`, values: [id, at] }
}

/** Says in the change feed that many things are other than they were, so that pages ask anew. */
export function tellHistoryChanged(id: string, things: number, at: Instant): Statement {
  return {
    name: 'tell-history-changed',
    text: `
      with head as (update change_head set seq = seq + 1 returning seq)
      insert into change (seq, kind, id, revision, audience, at) select seq, 'history', $1, $2, 'all', $3 from head`,
    values: [id, things, at],
  }
}
