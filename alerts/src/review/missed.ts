import { severities, type Grade, type Severity } from '../model.js'
import { severityRank } from '../rule/severity.js'

/** What a watch has to have heard of: known as well as this, and as bad as this. */
export const missedFrom: { readonly grade: Grade; readonly severity: Severity } = { grade: 'B2', severity: 'severe' }

/** The severities that are as bad. */
export const missedSeverities: readonly Severity[] = severities.filter(
  (it) => severityRank(it) >= severityRank(missedFrom.severity),
)

/** Why a rule did not tell of an incident, as its trace has it. */
export interface Unfired {
  readonly ruleId: string
  readonly ruleName: string
  readonly zoneName: string
  readonly stage: string
  readonly reason: string
}
