import { fail, ok, type Result } from './result.js'

/** Where a page ended, as text that clients hand back unread. */
export function cursorOf(position: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Reads a cursor that one of our pages gave out; null where none was sent. */
export function readCursor(cursor: string | undefined): Result<readonly [string, string] | null> {
  if (cursor === undefined) return ok(null)
  const position = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (position !== null) return ok(position)
  return fail('invalid-input', { errors: [{ path: 'cursor', message: 'Expected the `next` of an earlier page' }] })
}

function parse(text: string): readonly [string, string] | null {
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value) || value.length !== 2) return null
    const position: readonly unknown[] = value
    const [at, id] = position
    return typeof at === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [at, id] : null
  } catch {
    return null
  }
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
