import { instantMs } from '../time.js'
import type { Validity } from './validity.js'

/** How a time stands to a zone's validity. */
export function standing({ from, until }: Validity, ms: number): 'before' | 'valid' | 'after' {
  if (from !== null && ms < instantMs(from)) return 'before'
  return until !== null && ms >= instantMs(until) ? 'after' : 'valid'
}
