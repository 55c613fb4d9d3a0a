import pg from 'pg'
import { hadMigrations, newerShape, running } from './migrate.js'
import { DatabaseUnfit } from './unfit.js'

const againMs = 1_000

export interface Presence {
  /** Resolves when a newer version has migrated the database while this one was not connected: it shall not go on. */
  readonly superseded: Promise<DatabaseUnfit>
  readonly close: () => Promise<void>
}

/**
 * Says, as long as it is open, that a server of this version runs on a database: over a connection of its own it holds the
 * lock without which no other version migrates. Throws `DatabaseUnfit` where one has already.
 */
export async function openPresence(options: pg.ClientConfig, known: readonly string[]): Promise<Presence> {
  let client: pg.Client | null = null
  let isOpen = true
  let tell: (fault: DatabaseUnfit) => void = () => undefined
  const superseded = new Promise<DatabaseUnfit>((resolve) => (tell = resolve))
  const hold = async (): Promise<void> => {
    client = await connect(options, () => again())
    const { rows } = await client.query<{ readonly name: string }>(hadMigrations)
    const newer = newerShape(
      rows.map(({ name }) => name),
      known,
    )
    if (newer !== null) throw newer
  }
  const again = () => {
    if (isOpen) setTimeout(() => void hold().catch(heard), againMs).unref()
  }
  const heard = (error: unknown) => {
    if (error instanceof DatabaseUnfit) tell(error)
    else again()
  }
  const close = async () => {
    isOpen = false
    await client?.end().catch(() => undefined)
  }
  await hold().catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { superseded, close }
}

/** A connection that holds the lock; `lost` is called once when it ends. */
async function connect(options: pg.ClientConfig, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client(options)
  let isHeld = false
  client.on('error', () => undefined).on('end', () => isHeld && lost())
  try {
    await client.connect()
    await client.query(`select pg_advisory_lock_shared(${running})`)
    isHeld = true
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}
