import type { IncidentStatus, Report } from '../model.js'
import type { Graded } from './grade.js'
import { isJudgedBad } from './grade.js'

/** What of a report says whether it stands alone. */
export type Attributed = Graded & Pick<Report, 'origin' | 'sourceName'>

/** The statuses that reports raise an incident through, from least to most sure. */
const ladder = ['unverified', 'corroborated', 'confirmed'] as const
type Rung = (typeof ladder)[number]

/**
 * The status of an incident after its reports. `disputed`, `refuted` and `merged` were said by a person and stay.
 * Else `confirmed` where a report of credibility 1 comes from a source of A–C, `corroborated` where two independent
 * origins tell it, neither of them judged bad (D–E, 4–5), and `unverified` otherwise. Reports only ever raise it:
 * what a person confirmed does not fall because one more report came in.
 */
export function deriveStatus(reports: readonly Attributed[], current: IncidentStatus): IncidentStatus {
  if (current === 'disputed' || current === 'refuted' || current === 'merged') return current
  const derived = rungOf(reports)
  return ladder.indexOf(derived) > ladder.indexOf(current) ? derived : current
}

function rungOf(reports: readonly Attributed[]): Rung {
  if (reports.some(confirms)) return 'confirmed'
  return independentOrigins(reports) >= 2 ? 'corroborated' : 'unverified'
}

function confirms({ credibility, reliability }: Attributed): boolean {
  return credibility === '1' && (reliability === 'A' || reliability === 'B' || reliability === 'C')
}

/** How many independent origins tell it in reports that are not judged bad; whoever repeats an origin is that origin. */
export function independentOrigins(reports: readonly Attributed[]): number {
  const names = reports.filter((report) => !isJudgedBad(report)).map((report) => report.origin ?? report.sourceName)
  return new Set(names.map((name) => name.trim().replace(/\s+/g, ' ').toLowerCase())).size
}
