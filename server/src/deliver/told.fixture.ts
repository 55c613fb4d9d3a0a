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

/** For tests: what tells of some alerts at once. */
export function toldMessage(...alerts: readonly [Partial<Alert>, ...Partial<Alert>[]]): Message {
  const item = (alert: Partial<Alert>, n: number): Item => ({
    ...{ deliveryId: `delivery-${n}`, kind: 'alert', answers: null, earlier: [], madeAt: at, about: null },
    alert: { ...toldAlert, ...alert },
  })
  const [first, ...others] = alerts
  return { is: 'told', key: 'delivery-0', at, items: [item(first, 0), ...others.map((it, n) => item(it, n + 1))] }
}
