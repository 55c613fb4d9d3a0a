import { finding } from '@cordon/alerts'
import { deny, ok, type Result } from './result.js'

/** The entity tag of a revision or version. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}

/**
 * Whether an edit of `revision` may go on. `If-Match` is the editor's word on what was read: programs may leave it out,
 * and where it is sent, it has to name the present revision.
 */
export function requireMatch(ifMatch: string | null, revision: number): Result<null> {
  if (ifMatch === null || ifMatch.trim() === '*') return ok(null)
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags.includes(etagOf(revision))) return ok(null)
  return deny('stale-etag', finding('away.stale', { mine: ifMatch, present: etagOf(revision) }))
}
