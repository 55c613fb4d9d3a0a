import type { Statement } from '../database.js'

/** What the house keeps under seal for all its nodes, by its name; no row where there is nothing. */
export function secretOf(name: string): Statement {
  return { name: 'secret-of', text: `select sealed from house_secret where name = $1`, values: [name] }
}

/** Keeps a secret; one that is there already stays. */
export function keepSecret(name: string, sealed: string): Statement {
  return {
    name: 'keep-secret',
    text: `insert into house_secret (name, sealed) values ($1, $2) on conflict (name) do nothing`,
    values: [name, sealed],
  }
}

/** The same secret under another seal. */
export function renewSecret(name: string, sealed: string): Statement {
  return { name: 'renew-secret', text: `update house_secret set sealed = $2 where name = $1`, values: [name, sealed] }
}
