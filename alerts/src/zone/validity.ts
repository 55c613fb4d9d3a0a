import type { Instant } from '../instant.js'
import { instantMs } from '../time.js'

/** From when and until when a zone is watched; null where that side is open. */
export interface Validity {
  readonly from: Instant | null
  /** The first moment at which it is watched no more. */
  readonly until: Instant | null
}

/** How a time stands to a zone's validity. */
export function standing({ from, until }: Validity, ms: number): 'before' | 'valid' | 'after' {
  if (from !== null && ms < instantMs(from)) return 'before'
  return until !== null && ms >= instantMs(until) ? 'after' : 'valid'
}
