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

/** Whether an edit of the present revision may go on, by what `If-Match` says of what was read; null says nothing. */
export function requireMatch(ifMatch: string | null, revision: number): Result<null> {
  const read = revisionIn(ifMatch ?? undefined)
  if (!read.ok) return read
  if (read.value === null || read.value === revision) return ok(null)
  return fail('stale-etag', `You edit ${etagOf(read.value)}; the present one is ${etagOf(revision)}. Read it again.`)
}
