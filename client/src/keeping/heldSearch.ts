import { isAny, requestOf, type Filters } from '../history/filters.js'

/**
 * What is asked of history, as a hold keeps it: nothing of when it was known, since it holds what ever was. Null where
 * nothing is asked.
 */
export function heldSearch(filters: Filters): Readonly<Record<string, string>> | null {
  if (isAny(filters)) return null
  const asked = Object.entries(requestOf(filters)).filter(([name]) => isHeld(name, filters))
  return Object.fromEntries(asked.map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]))
}

/** A list asks for usual statuses where its reader asks for none, and leaves out exercises: rather too much is held. */
function isHeld(name: string, { status, exercise }: Filters): boolean {
  if (name === 'exercise') return exercise !== ''
  return name !== 'asOf' && (name !== 'status' || status !== '')
}
