import type { Disposition, Instant } from '../model.js'

/** What became of an alert, as far as a review asks. */
export interface Handled {
  readonly id: string
  readonly incidentId: string
  readonly zoneId: string
  readonly zoneName: string
  readonly ruleId: string
  readonly ruleName: string
  readonly raisedAt: Instant
  /** When an open page first showed it; null where none has. */
  readonly seenAt: Instant | null
  /** When somebody first acknowledged it, whatever became of that later, and who. */
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  /** Null while it is open. */
  readonly closedAt: Instant | null
  readonly closedBy: string | null
  readonly disposition: Disposition | null
  /** How many steps of an escalation were taken. */
  readonly escalations: number
}
