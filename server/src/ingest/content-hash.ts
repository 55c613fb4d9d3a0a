import { contentKey, type IncidentContent } from '@cordon/alerts'
import { createHash } from 'node:crypto'

/** The hash by which a source that repeats itself is known. */
export function contentHash(content: IncidentContent): string {
  return createHash('sha256').update(contentKey(content)).digest('hex')
}
