import pg from 'pg'
import type { Statement } from './database.js'

export interface ListenOptions {
  readonly url: string
  /** A plain lower-case name. */
  readonly channel: string
  readonly heard: (payload: string) => void
  /** Called once if the connection ends by itself. */
  readonly lost: () => void
}

/**
 * Listens on a channel of a PostgreSQL server, over a connection of its own, until it is closed. Notifications are
 * hints: what is sent while the connection is down is never heard.
 */
export async function listen(options: ListenOptions): Promise<{ readonly close: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000, keepAlive: true })
  let open = true
  const ended = () => {
    if (open) options.lost()
    open = false
  }
  client.on('notification', ({ payload }) => options.heard(payload ?? ''))
  client.on('error', ended)
  client.on('end', ended)
  try {
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(options.channel)}`)
  } catch (error) {
    open = false
    await client.end().catch(() => undefined)
    throw error
  }
  return {
    close: () => {
      open = false
      return client.end()
    },
  }
}

/** Tells whoever listens on a channel; at low rate and outside of other transactions, since each takes a global lock. */
export function notify(channel: string, payload: string): Statement {
  return { name: 'notify', text: 'select pg_notify($1, $2)', values: [channel, payload] }
}
