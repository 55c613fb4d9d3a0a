import type { Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { ForgottenRow } from './person.js'

/* Who was forgotten, as a file beside the database holds it, for a database that is put back as it was before. */

/** Somebody who was forgotten, by what they are recognised; nothing of it tells the name. */
export interface NotedRow extends ForgottenRow {
  readonly number: number
  readonly at: Instant
}

/** All who were forgotten, in that order. */
export function notedPeople(): Statement {
  return {
    name: 'noted-people',
    text: `
      select account_id as id, number, instead, salt, name_hash as "nameHash", at from forgotten order by number`,
    values: [],
  }
}

/** Whether nobody stands under the number that somebody had; to be asked while nobody else forgets. */
export function isFree({ number, instead }: Pick<NotedRow, 'number' | 'instead'>): Statement {
  return {
    name: 'number-is-free',
    text: `
      select not exists (select from forgotten where number = $1)
        and not exists (select from account where name_key = lower($2)) as "isFree"`,
    values: [number, instead],
  }
}
