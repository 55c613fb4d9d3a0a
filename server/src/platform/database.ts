import { failureOf } from './failure.js'

/** What the open database is injected by. */
export const DATABASE = Symbol('Database')

/** Whether an error means that the database is away or full, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  return failureOf(error)?.code === 'unavailable'
}
