import { fieldErrors, incidentInput, type FieldError } from '@cordon/server/wire'

/** What the API would refuse in a feature, so that a file learns it by row and column before anything is sent. */
export function checkFeature(feature: unknown): readonly FieldError[] {
  const parsed = incidentInput.safeParse(feature)
  return parsed.success ? [] : fieldErrors(parsed.error, feature)
}
