import { faultAt, finding, type Instant } from '@cordon/alerts'
import type { FieldError } from '../wire/index.js'

/** What is wrong with a time asked for that begins after it ends: an empty answer would say that nothing happened in it. */
export function backwards(from: Instant | undefined, to: Instant | undefined): readonly FieldError[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [faultAt('from', finding('asked.backwards', { to, got: from }))]
}
