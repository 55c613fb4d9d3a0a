import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { postgis } from '@electric-sql/pglite-postgis'
import { DurableFS } from './durable-fs.js'
import { EXTENSIONS } from './extensions.js'

export interface Engine {
  /** Runs whole protocol messages and hands out the answer as it comes; throws when the database itself has died. */
  readonly run: (messages: Uint8Array, onData: (bytes: Uint8Array) => void) => void
  readonly close: () => Promise<void>
}

/** `-F` turns fsync off, and of the ways to sync the log only `fsync` reaches the file layer. */
const startParameters = (durable: boolean): string[] =>
  durable
    ? [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync']
    : [...PGlite.defaultStartParams]

/** What PGlite answers when the database has raised an error and jumped out of its main loop. */
const RAISED_ERROR = 100

type Database = PGlite['Module']

const step = (database: Database): void => {
  try {
    database._PostgresMainLoopOnce()
  } catch (error) {
    if (database._pgl_setPGliteExitStatus(-2) !== RAISED_ERROR) throw error
    database._PostgresMainLongJmp()
  }
}

/**
 * Drives the database's main loop over a batch of messages. PGlite's own loop swallows every exception and goes round
 * for ever once the database has died; this one lets what is not a raised SQL error through.
 */
const createRun = (database: Database): Engine['run'] => {
  let input: Uint8Array = new Uint8Array(0)
  let read = 0
  let output: (bytes: Uint8Array) => void = () => {}
  const onRead = database.addFunction((pointer: number, most: number) => {
    const part = input.subarray(read, read + most)
    database.HEAPU8.set(part, pointer)
    read += part.length
    return part.length
  }, 'iii')
  const onWrite = database.addFunction((pointer: number, length: number) => {
    output(database.HEAPU8.slice(pointer, pointer + length))
    return length
  }, 'iii')
  database._pgl_set_rw_cbs(onRead, onWrite)
  return (messages, onData) => {
    input = messages
    read = 0
    output = onData
    while (read < input.length || database._pq_buffer_remaining_data() > 0) step(database)
    database._PostgresSendReadyForQueryIfNecessary()
    database._pgl_pq_flush()
  }
}

/** Opens the database cluster in a folder, and makes it first where the folder is empty. */
export const openEngine = async (cluster: string, durable: boolean): Promise<Engine> => {
  const database = await PGlite.create({
    fs: durable ? new DurableFS(cluster) : new NodeFS(cluster),
    extensions: { postgis, btree_gist, pgcrypto, pg_trgm },
    startParams: startParameters(durable),
  })
  return { run: createRun(database.Module), close: () => database.close() }
}

/** Makes a cluster with the extensions in it, and leaves it shut down cleanly. */
export const buildCluster = async (cluster: string): Promise<void> => {
  const database = await PGlite.create({
    fs: new NodeFS(cluster),
    extensions: { postgis, btree_gist, pgcrypto, pg_trgm },
  })
  await database.exec(EXTENSIONS.map((name) => `CREATE EXTENSION ${name};`).join('\n'))
  await database.exec('CHECKPOINT')
  await database.close()
}
