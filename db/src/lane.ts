import pg from 'pg'
import type { Runner, Statement } from './database.js'
import { queryConfig } from './pool.js'

/** A connection of its own: what it is asked runs one after another in the order asked, each sent before the answer to the last. */
export interface Lane extends Runner {
  readonly close: () => Promise<void>
}

// Whatever runs here was written to probe; tables that were empty when the planner looked must not make it scan.
const settings = 'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off'

/** Opens a lane when it is first asked, and again after its connection broke. */
export function openLane(options: pg.ClientConfig): Lane {
  let client: Promise<pg.Client> | null = null
  const open = () => {
    const opening: Promise<pg.Client> = connect(options, () => {
      // An older connection may end after a newer one took its place.
      if (client === opening) client = null
    })
    return opening
  }
  return {
    query: async <T extends object>(it: Statement) =>
      (await (await (client ??= open())).query<T>(queryConfig(it))).rows,
    close: async () => {
      const last = client
      client = null
      await last?.then(
        (it) => it.end(),
        () => undefined,
      )
    },
  }
}

async function connect(options: pg.ClientConfig, lost: () => void): Promise<pg.Client> {
  const made = new pg.Client(options)
  made.on('error', lost).on('end', lost)
  try {
    await made.connect()
    await made.query(settings)
    return made
  } catch (error) {
    lost()
    throw error
  }
}
