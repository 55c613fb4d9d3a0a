import { faultAt, finding, parseInstant } from '@cordon/alerts'
import { isWhole, type WholePaging } from '../wire/basics.js'
import { ok, wrong, type Result } from './result.js'

/** Where a page ended, as text that clients hand back unread. */
export function cursorOf(position: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** What the items of a list are in order of, beside their ids. */
export type Order = 'time' | 'name'

/** Reads a cursor that one of our pages gave out; null where none was sent. */
export function readCursor(
  cursor: string | undefined,
  order: Order = 'time',
): Result<readonly [string, string] | null> {
  if (cursor === undefined) return ok(null)
  const position = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (position !== null && isOf[order](position[0])) return ok(position)
  return wrong(faultAt('cursor', finding('asked.cursor', {})))
}

// A cursor that somebody made up must not reach the database, which would tell of it in its own words.
const isOf: Readonly<Record<Order, (at: string) => boolean>> = {
  time: (at) => /^[\d:.TZ-]+$/.test(at) && parseInstant(at).ok,
  name: (at) => isWhole(at) && !at.includes('\u0000'),
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function parse(text: string): readonly [string, string] | null {
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value) || value.length !== 2) return null
    const position: readonly unknown[] = value
    const [at, id] = position
    return typeof at === 'string' && typeof id === 'string' && uuid.test(id) ? [at, id] : null
  } catch {
    return null
  }
}

/** A page of a list that is read whole: what follows the item whose id is the cursor. */
export function pageOfWhole<T extends { readonly id: string }>(items: readonly T[], paging: WholePaging) {
  return pageBy(items, ({ id }) => id, paging)
}

/** The same where something else tells the items apart. */
export function pageBy<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: WholePaging) {
  const start = cursor === undefined ? 0 : items.findIndex((it) => keyOf(it) === cursor) + 1
  if (cursor !== undefined && start === 0) return wrong(faultAt('cursor', finding('asked.cursor', {})))
  const page = items.slice(start, limit === undefined ? undefined : start + limit)
  const isLast = start + page.length === items.length
  const last = page.at(-1)
  return ok({ items: page, next: isLast || last === undefined ? null : keyOf(last) })
}

/** A page that was read one item longer than asked: the items, and where to go on if there was more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (last: T) => readonly [string, string],
): { readonly items: readonly T[]; readonly next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(positionOf(last)) : null }
}
