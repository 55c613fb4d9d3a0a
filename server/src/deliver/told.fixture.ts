import type { Alert } from '@cordon/alerts'
import type { Item, Message } from './message.js'

const at = '2026-11-09T06:00:00.000Z'
const untouched = {
  ...{ ownerId: null, ownerName: null, acknowledgedAt: null, acknowledgedBy: null, acknowledgements: [] },
  ...{ returnedAt: null, touchedAt: null, escalatedSteps: 0, escalatedAt: null, called: [] },
  ...{ shelvedUntil: null, shelvedAtRevision: null, clearedAt: null, clearedBecause: null },
  ...{ closedAt: null, closedBy: null, disposition: null, note: null },
} as const

/** For tests: an alert that nobody has touched. */
export const toldAlert: Alert = {
  ...untouched,
  ...{ id: 'alert-1', revision: 1, seq: 3, state: 'new', raisedAt: at },
  ...{ incidentId: 'incident-1', incidentRevision: 1, incidentTitle: 'Shots at the gate' },
  ...{ incidentType: 'ambush', incidentKind: 'event', severity: 'severe', grade: 'B2', exercise: false },
  ...{ occurredFrom: at, point: { type: 'Point', coordinates: [40.7, 35.3] }, uncertaintyMetres: 500, source: null },
  ...{ ruleId: 'rule-1', ruleVersion: 1, ruleName: 'Anything', zoneId: 'zone-1', zoneVersion: 1, zoneName: 'Depot' },
  ...{ certainty: 'definite', distanceMetres: 0, depthMetres: 1_200, bearingDegrees: 134 },
}

type Alerts = readonly [Partial<Alert>, ...Partial<Alert>[]]

/** For tests: what tells of some alerts at once, each of an incident of its own. */
export function toldMessage(...alerts: Alerts): Message {
  return messageOf(alerts, (n) => ({ subject: `alert ${n}` }))
}

/** For tests: what tells of one incident that raised some alerts. */
export function toldTogether(more: Partial<Item>, ...alerts: Alerts): Message {
  return messageOf(alerts, () => more)
}

function messageOf([first, ...others]: Alerts, more: (n: number) => Partial<Item>): Message {
  const item = (alert: Partial<Alert>, n: number): Item => ({
    ...{ deliveryId: `delivery-${n}`, kind: 'alert', answers: null, earlier: [], madeAt: at, about: null },
    ...{ subject: 'alert', place: null, reason: null, count: null, into: null, still: false },
    alert: { ...toldAlert, ...alert },
    ...more(n),
  })
  return { is: 'told', key: 'delivery-0', at, items: [item(first, 0), ...others.map((it, n) => item(it, n + 1))] }
}
