import { faultAt, finding } from '@cordon/alerts'
import { createHash } from 'node:crypto'
import { readCursor, type Order } from '../platform/cursor.js'
import { ok, wrong, type Result } from '../platform/result.js'
import type { IncidentFilter } from '../wire/index.js'

/** What is asked for, without which page of it. */
export type Filter = Omit<IncidentFilter, 'limit' | 'cursor'>

/** Where a page of this search ended, null after the last one; it is good for no other search. */
export function searchCursor(filter: object, next: string | null): string | null {
  return next === null ? null : `${next}.${markOf(filter)}`
}

/** Reads the cursor of this search, whose items are in order of time or of name; null where none was sent. */
export function readSearchCursor(
  filter: object,
  cursor: string | undefined,
  order: Order = 'time',
): Result<readonly [string, string] | null> {
  if (cursor === undefined) return ok(null)
  const [position, mark] = cursor.split('.')
  if (mark === markOf(filter)) return readCursor(position, order)
  return wrong(faultAt('cursor', finding('asked.cursorOfSearch', {})))
}

function markOf(filter: object): string {
  const said = Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 8)
}
