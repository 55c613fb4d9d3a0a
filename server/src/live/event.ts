import type { ServerEvents } from '../wire/live.js'
import { incidentFeature } from '../wire/incident.js'
import { facilityFeature, zoneFeature } from '../wire/zone.js'
import type { FeedChange } from './change.js'

type ToldKind = Exclude<FeedChange['kind'], 'history'>
type EventName = `${ToldKind}:changed`

/** What clients are sent for one change. */
export type LiveEvent = {
  [N in EventName]: { readonly name: N; readonly payload: Parameters<ServerEvents[N]>[0] }
}[EventName]

/** The event that tells a change; null for a bulk import, which is told by asking for a new snapshot. */
export function eventOf(change: FeedChange): LiveEvent | null {
  const { seq } = change
  switch (change.kind) {
    case 'incident':
      return { name: 'incident:changed', payload: { seq, incident: incidentFeature(change.body) } }
    case 'alert':
      return { name: 'alert:changed', payload: { seq, alert: change.body } }
    case 'zone':
      return { name: 'zone:changed', payload: { seq, zone: zoneFeature(change.body) } }
    case 'rule':
      return { name: 'rule:changed', payload: { seq, rule: change.body } }
    case 'facility':
      return { name: 'facility:changed', payload: { seq, facility: facilityFeature(change.body) } }
    case 'history':
      return null
  }
}
