/** What the open database is injected by. */
export const DATABASE = Symbol('Database')

/** Classes and codes of PostgreSQL that mean "not now": connection, resources, shutdown, lock not available, read only. */
const outageCodes = /^(08|53|57P|58|55P03|25006)/
const socketCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']
const outageWords =
  /terminat|timeout exceeded when trying to connect|Connection ended|not queryable|pool after calling end/i

/** Whether an error means that the database is away or full, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (outageCodes.test(code) || socketCodes.includes(code) || outageWords.test(error.message)) return true
  return error instanceof AggregateError && error.errors.some(isOutage)
}
