import type { Statement } from '../database.js'

/** A search of history that somebody keeps; `address` is what stands for it in the page's address. */
export interface SavedSearchRow {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly shared: boolean
  readonly ownerId: string
  readonly ownerName: string
}

const listed = `s.id, s.name, s.address, s.shared, s.account_id as "ownerId", a.name as "ownerName"`

/** What an account keeps and what others share, by name. */
export function searchesFor(accountId: string): Statement {
  return {
    name: 'searches-for',
    text: `
      select ${listed} from saved_search s join account a on a.id = s.account_id
      where s.account_id = $1 or s.shared order by s.name, s.id`,
    values: [accountId],
  }
}

/** One that an account keeps or that is shared; no row where it may not see such a one. */
export function searchFor(id: string, accountId: string): Statement {
  return {
    name: 'search-for',
    text: `
      select ${listed} from saved_search s join account a on a.id = s.account_id
      where s.id = $1 and (s.account_id = $2 or s.shared)`,
    values: [id, accountId],
  }
}

export interface SearchToSave extends Omit<SavedSearchRow, 'ownerId' | 'ownerName'> {
  readonly accountId: string
  readonly savedAt: string
  /** An account that has so many gets no more; those that it has can be changed. */
  readonly most: number
}

/** Keeps a search under its name, in place of the one that had it; no row where there is no room for another. */
export function saveSearch({ id, accountId, name, address, shared, savedAt, most }: SearchToSave): Statement {
  return {
    name: 'save-search',
    text: `
      with s as (
        insert into saved_search (id, account_id, name, address, shared, saved_at)
        select $1, $2, $3, $4, $5, $6
        where (select count(*) from saved_search where account_id = $2 and name <> $3) < $7
        on conflict (account_id, name) do update
          set address = excluded.address, shared = excluded.shared, saved_at = excluded.saved_at
        returning *
      )
      select ${listed} from s join account a on a.id = s.account_id`,
    values: [id, accountId, name, address, shared, savedAt, most],
  }
}

/** What is changed of a search; null stays as it is. */
export interface SearchChange {
  readonly name: string | null
  readonly shared: boolean | null
}

/** Changes a search of an account; no row where it has none of that id, or where another of its own has the name. */
export function changeSearch(id: string, accountId: string, { name, shared }: SearchChange): Statement {
  return {
    name: 'change-search',
    text: `
      with s as (
        update saved_search o set name = coalesce($3, o.name), shared = coalesce($4, o.shared)
        where o.id = $1 and o.account_id = $2 and not exists (
          select from saved_search n where n.account_id = $2 and n.name = $3 and n.id <> $1)
        returning *
      )
      select ${listed} from s join account a on a.id = s.account_id`,
    values: [id, accountId, name, shared],
  }
}

/** Lets go of a search of an account; no row where it has none of that id. */
export function dropSearch(id: string, accountId: string): Statement {
  return {
    name: 'drop-search',
    text: `delete from saved_search where id = $1 and account_id = $2 returning id`,
    values: [id, accountId],
  }
}
