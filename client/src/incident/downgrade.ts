import type { Incident, Severity } from '@cordon/alerts'

const below: Readonly<Record<Severity, readonly Severity[]>> = {
  extreme: ['severe', 'moderate', 'minor'],
  severe: ['moderate', 'minor'],
  moderate: ['minor'],
  minor: [],
  unknown: [],
}

/** What an incident can be downgraded to, the nearest first; what is minor or unknown has nothing below it. */
export function lowerThan({ severity }: Pick<Incident, 'severity'>): readonly Severity[] {
  return below[severity]
}
