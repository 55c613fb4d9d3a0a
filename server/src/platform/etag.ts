import { fail, ok, type Result } from './result.js'

/** The entity tag of a revision or version. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}

/**
 * The revision that `If-Match` names: what the editor has read. Null where it names none: programs may leave it out,
 * and `*` means any.
 */
export function revisionIn(ifMatch: string | undefined): Result<number | null> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return ok(null)
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
  if (revision !== undefined) return ok(Number(revision))
  return fail('stale-etag', `Expected If-Match to be the ETag of an earlier answer, such as "3"; got ${ifMatch}.`)
}
