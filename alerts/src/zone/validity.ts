import type { Instant } from '../instant.js'

/** From when and until when a zone is watched; null where that side is open. */
export interface Validity {
  readonly from: Instant | null
  /** The first moment at which it is watched no more. */
  readonly until: Instant | null
}
