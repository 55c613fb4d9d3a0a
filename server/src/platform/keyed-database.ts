import type { Database, Statement, Transaction } from '@cordon/db'
import { workNoter } from './idempotency.js'

/**
 * The database as requests are given it: each transaction of one that has an idempotency key says, before it commits, that
 * the request is carried out. So a request whose node stood still for so long that another one has its key stores nothing.
 */
export function keyedDatabase(database: Database): Database {
  return {
    ...database,
    transaction: (begin, work) => {
      const note = begin === 'plain' ? workNoter() : null
      return database.transaction(begin, note === null ? work : (run) => noted(run, work, note))
    },
  }
}

async function noted<T>(
  run: Transaction,
  work: (run: Transaction) => Promise<T>,
  note: (run: Transaction) => Promise<void>,
): Promise<T> {
  const ended = { isCommitted: false }
  const last = async <R extends object>(statement: Statement) => {
    await note(run)
    ended.isCommitted = true
    return run.last<R>(statement)
  }
  const result = await work({ query: run.query, last })
  if (!ended.isCommitted) await note(run)
  return result
}
