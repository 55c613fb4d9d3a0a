import { parseRow } from '../../incident/parse.js'
import type { FieldError } from '../../wire/index.js'

/** What the API would refuse in a feature, so that a file learns it by row and column before anything is sent. */
export function checkFeature(feature: unknown, now: string): readonly FieldError[] {
  const parsed = parseRow(feature, now)
  return parsed.ok ? [] : parsed.errors
}
