import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { hadMigrations, newerShape, running } from './migrate.js'
import { DatabaseUnfit } from './unfit.js'

const againMs = 1_000

export interface Presence {
  /** Resolves when a newer version has migrated the database while this one was not connected: it shall not go on. */
  readonly superseded: Promise<DatabaseUnfit>
  readonly close: () => Promise<void>
}

/** A connection that holds the lock. */
interface Held {
  readonly ended: Promise<void>
  readonly end: () => Promise<void>
}

/**
 * Says, as long as it is open, that a server of this version runs on a database: over a connection of its own it holds the
 * lock without which no other version migrates. Throws `DatabaseUnfit` where one has already.
 */
export async function openPresence(options: pg.ClientConfig, known: readonly string[]): Promise<Presence> {
  let closed = false
  const isClosed = () => closed
  let held = await hold(options, known)
  const holdAgain = async (): Promise<Held | DatabaseUnfit | null> => {
    while (!isClosed()) {
      await pause(againMs, undefined, { ref: false })
      const next = await hold(options, known).catch((error: unknown) => (error instanceof DatabaseUnfit ? error : null))
      if (next !== null) return next
    }
    return null
  }
  const follow = async (): Promise<DatabaseUnfit> => {
    await held.ended
    const next = await holdAgain()
    if (next instanceof DatabaseUnfit) return next
    if (next !== null) held = next
    if (isClosed()) await held.end()
    return isClosed() ? new Promise<never>(() => undefined) : follow()
  }
  return {
    superseded: follow(),
    close: async () => {
      closed = true
      await held.end()
    },
  }
}

/** Takes the lock, and looks then whether another version had it meanwhile. */
async function hold(options: pg.ClientConfig, known: readonly string[]): Promise<Held> {
  const client = new pg.Client(options)
  const ended = new Promise<void>((resolve) => client.on('error', () => undefined).once('end', resolve))
  const end = () => client.end().catch(() => undefined)
  try {
    await client.connect()
    // It is idle as long as the server runs.
    await client.query('set idle_session_timeout = 0')
    await client.query(`select pg_advisory_lock_shared(${running})`)
    const { rows } = await client.query<{ readonly name: string }>(hadMigrations)
    const had = rows.map(({ name }) => name)
    const newer = newerShape(had, known)
    if (newer !== null) throw newer
    return { ended, end }
  } catch (error) {
    await end()
    throw error
  }
}
