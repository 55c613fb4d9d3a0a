import { isAny, requestOf, type Filters } from '../history/filters.js'

/**
 * What is asked of history, as a hold keeps it: nothing of when it was known, since it holds what ever was. Null where
 * nothing is asked.
 */
export function heldSearch(filters: Filters): Readonly<Record<string, string>> | null {
  if (isAny(filters)) return null
  const { asOf: _, status, ...request } = requestOf(filters)
  // Lists that the reader asks for no status of stand in the request all the same.
  const asked = { ...request, ...(typeof status === 'string' ? { status } : {}) }
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]),
  )
}
