import type { Alert } from '@cordon/alerts'
import { compareTexts } from '../ui/compareTexts.js'

/**
 * Which alerts say the same in their rows: several rules of one zone that one incident met. Their rules tell them apart.
 */
export function alike(alerts: Iterable<Alert>): ReadonlySet<string> {
  const first = new Map<string, string>()
  const found = new Set<string>()
  for (const { id, incidentId, zoneId } of alerts) {
    const key = `${incidentId} ${zoneId}`
    const other = first.get(key)
    if (other === undefined) first.set(key, id)
    else found.add(other).add(id)
  }
  return found
}

/** What else an incident has raised that is not closed, by zone and rule. */
export function raisedBeside(alert: Alert, alerts: Iterable<Alert>): readonly Alert[] {
  return [...alerts]
    .filter((it) => it.incidentId === alert.incidentId && it.id !== alert.id && it.state !== 'closed')
    .toSorted(
      (a, b) =>
        compareTexts(a.zoneName, b.zoneName) || compareTexts(a.ruleName, b.ruleName) || compareTexts(a.id, b.id),
    )
}

/** What is answered together with an alert, itself first: what is real is not answered with what was played. */
export function answeredWith(alert: Alert, beside: readonly Alert[]): readonly Alert[] {
  return [alert, ...beside.filter((it) => it.exercise === alert.exercise)]
}
