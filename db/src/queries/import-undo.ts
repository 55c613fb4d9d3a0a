import type { Incident, RecordMapping } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { pastOf, unsaidFrom } from './past.js'

/** Who takes an import back, when, and what its incidents' revisions say of it. */
export interface Withdrawal {
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly limit: number
}

const withdrawSql = `
  with due as materialized (
    select i.id, i.revision, i.revision = w.revision as ours
    from import_incident w join incident i on i.id = w.incident_id
    where w.import_id = $1 and w.what = 'stored' and w.undone is null order by w.incident_id limit $2
  ),
  head as (
    update change_head set seq = seq + 1 where exists (select from due where ours) returning seq
  ),
  revisions as (
    insert into incident_revision (incident_id, revision, seq, recorded_at, body)
    select due.id, due.revision + 1, head.seq, $3::timestamptz, v.body || jsonb_build_object('status', 'withdrawn',
      'revision', due.revision + 1, 'seq', head.seq, 'recordedAt', $3::text, 'recordedBy', $4::text,
      'reason', $5::text)
    from due join incident_revision v on v.incident_id = due.id and v.revision = due.revision, head
    where due.ours
  ),
  past as (
    ${pastOf('due join incident i on i.id = due.id and due.ours', '$3::timestamptz')}
  ),
  unsaid as (
    ${unsaidFrom('due where due.ours and p.id = due.id and p.known_until > $3::timestamptz', '$3::timestamptz')}
  ),
  saved as (
    update incident i set status = 'withdrawn', revision = due.revision + 1, seq = head.seq, recorded_at = $3::timestamptz
    from due, head where i.id = due.id and due.ours
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at)
    select head.seq, 'history', (array_agg(due.id))[1], count(*)::int, 'all', $3::timestamptz
    from due, head where due.ours group by head.seq
  ),
  noted as (
    update import_incident w set undone = case when due.ours then 'withdrawn' else 'kept' end
    from due where w.import_id = $1 and w.incident_id = due.id
  ),
  counted as (
    select count(*) filter (where ours)::int as withdrawn, count(*) filter (where not ours)::int as kept from due
  )
  update import set withdrawn = import.withdrawn + c.withdrawn, kept = import.kept + c.kept,
    share = (import.withdrawn + put_back + import.kept + c.withdrawn + c.kept)::real
      / greatest(1, (select count(*) from import_incident where import_id = $1))
  from counted c where import.id = $1 and c.withdrawn + c.kept > 0
  returning c.withdrawn, c.kept`

/**
 * Withdraws incidents that an import added, some at a time in one statement: each gets one more revision, as any change
 * of its status would give it, and all are told as one change. One that was revised since is kept as it is. Gives no row
 * where nothing is left. To be asked while the head of the feed is held.
 */
export function withdrawImported(importId: string, { by, at, reason, limit }: Withdrawal): Statement {
  return {
    name: 'withdraw-imported',
    text: withdrawSql,
    values: [importId, limit, at, by, reason],
  }
}

/** An incident that an import changed, and what it was before. */
export interface WrittenRow {
  readonly id: string
  readonly revision: number
  readonly before: Incident
}

/** What an import changed that is not put back yet, some at a time. */
export function nextToPutBack(importId: string, limit: number): Statement {
  return {
    name: 'next-to-put-back',
    text: `
      select w.incident_id as id, w.revision, v.body as before
      from import_incident w
      join incident_revision v on v.incident_id = w.incident_id and v.revision = w.revision - 1
      where w.import_id = $1 and w.what = 'revised' and w.undone is null order by w.incident_id limit $2`,
    values: [importId, limit],
  }
}

/** What became of one incident that an import had changed when it was undone. */
export interface UndoneRow {
  readonly id: string
  readonly undone: 'put-back' | 'kept'
}

/** Notes what was put back; fewer come back than were given where somebody else put one of them back meanwhile. */
export function noteUndone(importId: string, rows: readonly UndoneRow[]): Statement {
  return {
    name: 'note-undone',
    text: `
      with noted as (
        update import_incident w set undone = u.undone
        from jsonb_to_recordset($2::jsonb) as u(id uuid, undone text)
        where w.import_id = $1 and w.incident_id = u.id and w.undone is null
        returning w.undone
      ),
      counted as (
        update import set
          put_back = put_back + (select count(*) from noted where undone = 'put-back'),
          kept = kept + (select count(*) from noted where undone = 'kept'),
          share = (withdrawn + put_back + kept + (select count(*) from noted))::real
            / greatest(1, (select count(*) from import_incident where import_id = $1))
        where id = $1
      )
      select undone from noted`,
    values: [importId, JSON.stringify(rows)],
  }
}

/** Incidents that an undo left as they are, because they were changed after the import. */
export function keptOf(importId: string, limit: number): Statement {
  return {
    name: 'kept-of-import',
    text: `
      select v.body from import_incident w
      join incident i on i.id = w.incident_id
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      where w.import_id = $1 and w.undone = 'kept' order by i.occurred_from desc, i.id limit $2`,
    values: [importId, limit],
  }
}

/** A mapping that somebody saved, with the columns of the file that it was made for. */
export interface SavedMappingRow {
  readonly name: string
  readonly mapping: RecordMapping
  readonly header: readonly string[]
  readonly savedAt: string
  readonly savedBy: string
}

const mappingColumns = `name, mapping, header, saved_at as "savedAt", saved_by as "savedBy"`

/** Every saved mapping, by name. */
export function savedMappings(): Statement {
  return { name: 'saved-mappings', text: `select ${mappingColumns} from import_mapping order by name`, values: [] }
}

/** Saves a mapping under its name; one of that name that says otherwise is replaced only where that is asked for. */
export function saveMapping(it: SavedMappingRow, replace = true): Statement {
  return {
    name: 'save-mapping',
    text: `
      insert into import_mapping as m (name, mapping, header, saved_at, saved_by)
      values ($1, $2::jsonb, $3::jsonb, $4, $5)
      on conflict (name) do update set mapping = excluded.mapping, header = excluded.header,
        saved_at = excluded.saved_at, saved_by = excluded.saved_by where $6::boolean or m.mapping = excluded.mapping
      returning ${mappingColumns}`,
    values: [it.name, JSON.stringify(it.mapping), JSON.stringify(it.header), it.savedAt, it.savedBy, replace],
  }
}

/** Lets go of a saved mapping. */
export function forgetMapping(name: string): Statement {
  return { name: 'forget-mapping', text: `delete from import_mapping where name = $1 returning name`, values: [name] }
}
