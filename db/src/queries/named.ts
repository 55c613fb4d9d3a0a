import type { Forgotten, Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'

/*
 * Two tables grow with every incident. Where they name somebody is looked for before anything is held, so that what comes
 * in meanwhile waits for none of it; what was added since is looked through while the head of the feed is held.
 */

/** Rows that may name somebody, and from where on others have to be looked through. */
export interface NamedRows {
  /** Of `change`, and how far it went. */
  readonly changes: readonly number[]
  readonly upTo: number
  /** Of `incident_revision`, side by side, and from when on more may have been recorded. */
  readonly incidents: readonly string[]
  readonly revisions: readonly number[]
  readonly since: Instant
  /** When an archive was put back last: its rows are as old as they were. */
  readonly restored: string | null
}

/** Looks for rows that name somebody; those that are recorded from `since` on have to be looked through later. */
export function namedRows({ id, name }: Pick<Forgotten, 'id' | 'name'>, since: Instant): Statement {
  const named = `strpos(body::text, $1) > 0 or strpos(body::text, $2) > 0`
  return {
    name: null,
    text: `
      select h.seq as "upTo", $3 as since, (select max(restored_at)::text from archive) as restored,
        array(select seq from change where ${named}) as changes,
        coalesce(r.incidents, '{}') as incidents, coalesce(r.revisions, '{}') as revisions
      from change_head h, (
        select array_agg(incident_id::text) as incidents, array_agg(revision) as revisions
        from incident_revision where ${named}
      ) r`,
    values: [JSON.stringify(name).slice(1, -1), id, since],
  }
}

/** When an archive was put back last, to be asked while the head of the feed is held. */
export function lastRestored(): Statement {
  return { name: 'last-restored', text: 'select max(restored_at)::text as restored from archive', values: [] }
}

/** A condition, with its values from `$first` on. */
export interface Only {
  readonly where: string
  readonly values: readonly unknown[]
}

/** Which rows of a table have to be looked through, in parts that an index finds; null: all of them. */
export function onlyNamed(table: string, known: NamedRows | null, first: number): readonly (Only | null)[] {
  if (known === null) return [null]
  const [one, two] = [`$${first}`, `$${first + 1}`]
  if (table === 'change')
    return [{ where: `(seq = any(${one}::bigint[]) or seq > ${two})`, values: [known.changes, known.upTo] }]
  if (table !== 'incident_revision') return [null]
  const there = `(incident_id, revision) in (select * from unnest(${one}::uuid[], ${two}::int[]))`
  return [
    { where: there, values: [known.incidents, known.revisions] },
    { where: `recorded_at >= ${one}`, values: [known.since] },
  ]
}
