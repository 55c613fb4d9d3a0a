import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { OpenOptions } from './open.js'
import { connectionOptions } from './pool.js'

/** Whether there is no database of Cordon's yet; it only looks. A server that cannot be reached throws. */
export async function holdsNothing({ url, folder }: Pick<OpenOptions, 'url' | 'folder'>): Promise<boolean> {
  if (url === undefined) return !existsSync(join(folder, 'database'))
  const client = new pg.Client(connectionOptions({ url, size: 1 }))
  await client.connect()
  try {
    const { rowCount } = await client.query(`select where to_regclass('audit_entry') is not null`)
    return rowCount === 0
  } finally {
    await client.end()
  }
}
