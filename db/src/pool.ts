import pg from 'pg'
import type { Duplex } from 'node:stream'
import type { Runner, Statement, Transaction } from './database.js'

const int8 = 20
const numeric = 1700
const timestamptz = 1184

type Parser = (oid: number, format?: 'text' | 'binary') => (text: string) => unknown
const standardParser: Parser = pg.types.getTypeParser.bind(pg.types)

/** JSON-safe values: positions of the feed stay below 2^53, instants are ISO text in UTC. */
export const jsonSafe = {
  getTypeParser: ((oid, format) => {
    if (oid === int8 || oid === numeric) return Number
    if (oid === timestamptz) return (text) => new Date(text).toISOString()
    return standardParser(oid, format)
  }) satisfies Parser,
}

export interface PoolOptions {
  readonly url?: string
  readonly stream?: () => Duplex
  readonly size: number
}

/** How the pool reaches the database: a server's address, or a stream to the embedded one. */
export function connectionOptions({ url, stream }: PoolOptions): pg.ClientConfig {
  if (stream !== undefined) return { stream, user: 'postgres', database: 'postgres', ssl: false }
  // Compiling our short statements, or calling others to help with them, would cost more than running them does.
  const options = '-c jit=off -c max_parallel_workers_per_gather=0 -c timezone=UTC'
  // A server that says nothing at all is given up a little later than one that works on. What a transaction of ours holds is
  // free again when we say nothing for so long: of a machine that froze or lost its power the server would not hear for hours.
  const given = { connectionTimeoutMillis: 5_000, query_timeout: 65_000 }
  const taken = { statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 }
  return { connectionString: url, keepAlive: true, ...given, ...taken, options }
}

/**
 * Rows that lie apart are asked of the disk together: from a cold one they come several times as fast. Left alone where
 * somebody has chosen otherwise, and where the system cannot (there it is 0).
 */
const readAhead = `
  select set_config(name, '32', false) from pg_settings where name = 'effective_io_concurrency' and setting = '1'`

/** A pool for the reviewed SQL; an idle connection that breaks is dropped, the next query opens another. */
export function openPool(options: PoolOptions, more: pg.PoolConfig = {}): pg.Pool {
  const own = { types: jsonSafe, max: options.size, idleTimeoutMillis: 60_000, pipeline: true, ...more }
  const pool = new pg.Pool({ ...connectionOptions(options), ...own })
  pool.on('error', () => undefined)
  if (options.stream === undefined) pool.on('connect', (client) => void client.query(readAhead).catch(() => undefined))
  return pool
}

/** Runs single statements on any connection of the pool. */
export function poolRunner(pool: pg.Pool): Runner {
  return { query: async <T extends object>(it: Statement) => (await pool.query<T>(queryConfig(it))).rows }
}

/** Runs `work` in one transaction begun by `begin`; commits what it returns, rolls back what it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (run: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken = false
  // The pool listens only to clients that nobody has; unheard, the end of a connection would end the process.
  const lost = () => (broken = true)
  client.on('error', lost)
  const commits: Promise<unknown>[] = []
  const failures: unknown[] = []
  const query = async <R extends object>(it: Statement) => {
    try {
      return (await client.query<R>(queryConfig(it))).rows
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  const commit = () => {
    const committed = client.query('commit')
    commits.push(committed)
    return committed
  }
  try {
    const begun = client.query(begin)
    const last = async <R extends object>(it: Statement) => (await both(query<R>(it), commit()))[0]
    const [result] = await both(work({ query, last }), begun)
    await (commits[0] ?? commit())
    return result
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true))
    // What was sent behind a statement that failed is refused for no fault of its own.
    throw isRefusedBehind(error) ? failures[0] : error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}

/** Whether a statement was refused because one before it in the same transaction had failed. */
function isRefusedBehind(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02'
}

/** Waits for both, whatever becomes of either, so that nothing is under way any more; then throws the first failure. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([first, second])
  return Promise.all([first, second])
}

/** How `pg` takes a statement. */
export function queryConfig(statement: Statement): pg.QueryConfig {
  const { name, text, values } = statement
  return name === null ? { text, values: [...values] } : { name, text, values: [...values] }
}

/** How a transaction begins. */
export const begins = {
  plain: 'begin',
  /** One snapshot of the database for several reads. */
  snapshot: 'begin isolation level repeatable read read only',
} as const satisfies Record<string, string>
