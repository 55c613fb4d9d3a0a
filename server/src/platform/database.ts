import { takeHead, type Head, type Runner } from '@cordon/db'
import { failureOf } from './failure.js'

/** What the open database is injected by. */
export const DATABASE = Symbol('Database')

/** What history is read from, and never written: the database, or a standby that has all of it (`Reader`). */
export const HISTORY = Symbol('History')

/** Whether an error means that the database is away or full, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  return failureOf(error)?.code === 'unavailable'
}

/** Takes the head of the change feed for the rest of a transaction: where it stands before what will be appended. */
export async function takenHead(run: Runner): Promise<Head> {
  const [head] = await run.query<Head>(takeHead())
  if (head === undefined) throw new Error('The change feed has no head.')
  return head
}
