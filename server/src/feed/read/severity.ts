import type { CountRange, Severity } from '@cordon/alerts'

/**
 * How grave an incident of a dataset is, by the deaths that it counts, since datasets give no severity of their own:
 * none minor, 1–4 moderate, 5–24 severe, 25 or more extreme (25 deaths a year is UCDP's own threshold for an armed
 * conflict). Not stated is unknown, never minor.
 */
export function severityOfDeaths(killed: CountRange | null): Severity {
  const best = killed?.best ?? null
  if (best === null) return 'unknown'
  if (best === 0) return 'minor'
  if (best < 5) return 'moderate'
  return best < 25 ? 'severe' : 'extreme'
}
