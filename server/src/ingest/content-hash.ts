import { contentKey, type IncidentContent } from '@cordon/alerts'
import { hash } from 'node:crypto'

/** The hash by which a source that repeats itself is known. */
export function contentHash(content: IncidentContent): string {
  return hash('sha256', contentKey(content), 'hex')
}
