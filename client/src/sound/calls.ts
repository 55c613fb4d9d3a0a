import { severityRank, waitsSince, type Alert, type Severity } from '@cordon/alerts'

/** An alert that waits for somebody, as it is heard: one that comes back to wait calls anew. */
export interface Call {
  readonly key: string
  readonly severity: Severity
  /** What sounds together in a flood. */
  readonly group: string
  /** Whether it is played in an exercise: then it sounds as one, and never as an attack. */
  readonly exercise: boolean
}

/** The alerts that call a person: nobody has taken them, they still hold, and this person is still asked for. */
export function callsOf(alerts: Iterable<Alert>, accountId: string): readonly Call[] {
  return [...alerts].filter((alert) => waitsFor(alert, accountId)).map(callOf)
}

function waitsFor({ state, clearedAt, acknowledgements }: Alert, accountId: string): boolean {
  return state === 'new' && clearedAt === null && !acknowledgements.some(({ id }) => id === accountId)
}

function callOf(alert: Alert): Call {
  return {
    key: `${alert.id} ${waitsSince(alert)}`,
    severity: alert.severity,
    group: alert.zoneId,
    exercise: alert.exercise,
  }
}

/** The worst of some calls; null where there is none. */
export function worstOf(calls: readonly Call[]): Severity | null {
  const worst = calls.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))[0]
  return worst?.severity ?? null
}
