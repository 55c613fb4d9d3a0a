import type { Hold } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Bind } from './conditions.js'
import { partnersOf } from './partners.js'
import { everFound, type IncidentSearch } from './search.js'

export interface HoldRow {
  readonly body: Hold
}

/** All holds: those that hold first, each the latest first. */
export function holds(): Statement {
  return { name: 'holds', text: `select body from hold order by released, body->>'since' desc, id`, values: [] }
}

/** Those that hold, by their ids. */
export function standingHolds(): Statement {
  return { name: 'standing-holds', text: `select body from hold where not released order by id`, values: [] }
}

/** One hold, locked until the transaction ends. */
export function holdForChange(id: string): Statement {
  return { name: 'hold-for-change', text: `select body from hold where id = $1 for update`, values: [id] }
}

/** Stores a hold as it begins or as it is released; what stands in the table is never taken away. */
export function saveHold(body: Hold): Statement {
  return {
    name: 'save-hold',
    text: `
      insert into hold (id, released, body) values ($1, $2, $3)
      on conflict (id) do update set released = excluded.released, body = excluded.body`,
    values: [body.id, body.released !== null, JSON.stringify(body)],
  }
}

/** What is held at a moment. */
export interface Held {
  /** The ids of the holds that say so. */
  readonly holds: readonly string[]
  /** Each finds incidents that are held, and did so as they were believed earlier. */
  readonly searches: readonly IncidentSearch[]
  readonly incidents: readonly string[]
  /** Everything: where it cannot be said what a hold means. */
  readonly isAll: boolean
}

/** `held (id)`, with all that those incidents are one with or linked to, and `held_from (at)`: the beginning of a statement. */
export function heldWith({ searches, incidents, isAll }: Held, bind: Bind): string {
  const found = isAll ? ['select id from incident'] : searches.map((it) => everFound(it, bind))
  const begins = isAll ? ['-infinity'] : searches.map(({ from }) => from ?? '-infinity')
  return `with recursive named as materialized (
      ${[`select unnest(${bind(incidents)}::uuid[]) as id`, ...found].join(' union ')}
    ),
    held (id) as (
      select id from named union select p.id from held h cross join lateral (${partnersOf('h.id')}) p
    ),
    held_from as materialized (select unnest(${bind(begins)}::timestamptz[]) as at)`
}
