import type { Severity } from '../model.js'

const ranks: Readonly<Record<Severity, number>> = { extreme: 4, severe: 3, moderate: 2, minor: 1, unknown: 0 }

/** Order of severities: 4 is extreme, 0 unknown, which meets no minimum but itself. */
export function severityRank(severity: Severity): number {
  return ranks[severity]
}
