import type { Incident, RecordMapping } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** An incident that an import wrote, and what it was before where the import changed it. */
export interface WrittenRow {
  readonly id: string
  readonly revision: number
  readonly what: 'stored' | 'revised'
  readonly before: Incident | null
}

/** What an import wrote that is not taken back yet, some at a time. */
export function nextToUndo(importId: string, limit: number): Statement {
  return {
    name: 'next-to-undo',
    text: `
      select w.incident_id as id, w.revision, w.what, v.body as before
      from import_incident w
      left join incident_revision v on w.what = 'revised' and v.incident_id = w.incident_id and v.revision = w.revision - 1
      where w.import_id = $1 and w.undone is null order by w.incident_id limit $2`,
    values: [importId, limit],
  }
}

/** What became of one incident when its import was undone. */
export interface UndoneRow {
  readonly id: string
  readonly undone: 'withdrawn' | 'put-back' | 'kept'
}

/** Notes what was taken back; fewer come back than were given where somebody else took one of them back meanwhile. */
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
          withdrawn = withdrawn + (select count(*) from noted where undone = 'withdrawn'),
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

/** Keeps a mapping under its name; the one of that name before is replaced. */
export function saveMapping(it: SavedMappingRow): Statement {
  return {
    name: 'save-mapping',
    text: `
      insert into import_mapping (name, mapping, header, saved_at, saved_by) values ($1, $2::jsonb, $3::jsonb, $4, $5)
      on conflict (name) do update set mapping = excluded.mapping, header = excluded.header,
        saved_at = excluded.saved_at, saved_by = excluded.saved_by
      returning ${mappingColumns}`,
    values: [it.name, JSON.stringify(it.mapping), JSON.stringify(it.header), it.savedAt, it.savedBy],
  }
}

/** Lets go of a saved mapping. */
export function forgetMapping(name: string): Statement {
  return { name: 'forget-mapping', text: `delete from import_mapping where name = $1 returning name`, values: [name] }
}
