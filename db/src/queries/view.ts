import type { Statement } from '../database.js'

/** A view of the queue that somebody keeps; `address` is what stands for it in the page's address. */
export interface SavedViewRow {
  readonly id: string
  readonly name: string
  readonly address: string
}

/** The views of an account, by name. */
export function viewsOf(accountId: string): Statement {
  return {
    name: 'views-of',
    text: `select id, name, address from saved_view where account_id = $1 order by name, id`,
    values: [accountId],
  }
}

export interface ViewToSave extends SavedViewRow {
  readonly accountId: string
  readonly savedAt: string
  /** An account that has so many gets no more; those that it has can be changed. */
  readonly most: number
}

/** Keeps a view under its name, in place of the one that had it; no row where there is no room for another. */
export function saveView({ id, accountId, name, address, savedAt, most }: ViewToSave): Statement {
  return {
    name: 'save-view',
    text: `
      insert into saved_view (id, account_id, name, address, saved_at)
      select $1, $2, $3, $4, $5
      where (select count(*) from saved_view where account_id = $2 and name <> $3) < $6
      on conflict (account_id, name) do update set address = excluded.address, saved_at = excluded.saved_at
      returning id, name, address`,
    values: [id, accountId, name, address, savedAt, most],
  }
}

/** Lets go of a view of an account; no row where it has none of that id. */
export function dropView(id: string, accountId: string): Statement {
  return {
    name: 'drop-view',
    text: `delete from saved_view where id = $1 and account_id = $2 returning id`,
    values: [id, accountId],
  }
}
