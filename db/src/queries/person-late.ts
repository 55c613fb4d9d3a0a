import type { Forgotten, Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { NamedRows } from './named.js'

/** What is kept of a forgetting until whatever was under way meanwhile is over, so that it can be done once more. */
export interface Late extends Pick<NamedRows, 'upTo' | 'since'> {
  /** The name, as nobody reads it without the key of the house. */
  readonly sealed: string
}

export interface LateRow extends Pick<Forgotten, 'id' | 'instead'> {
  readonly late: Late
}

/** One who was forgotten before some time and has to be looked for once more; nobody else forgets until the transaction ends. */
export function nextLate(before: Instant): Statement {
  return {
    name: 'next-late',
    text: `
      with held as materialized (select pg_advisory_xact_lock(4032017))
      select f.account_id as id, f.instead, f.late from held, forgotten f
      where f.late is not null and f.at <= $1 order by f.number limit 1`,
    values: [before],
  }
}

/** Lets go of what was kept for that. */
export function endLate(id: string): Statement {
  return { name: 'end-late', text: 'update forgotten set late = null where account_id = $1', values: [id] }
}

/** Whether there is an account of that name, as names are compared. */
export function isTaken(nameKey: string): Statement {
  return {
    name: 'name-is-taken',
    text: 'select exists (select from account where name_key = $1) as "isTaken"',
    values: [nameKey],
  }
}
