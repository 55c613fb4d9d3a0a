import { incidentFeature } from '../wire/incident.js'
import { facilityFeature, zoneFeature } from '../wire/zone.js'
import type { FeedChange } from './change.js'
import type { LiveSocket } from './socket.js'

/** A socket, or a room of them. */
export type Receiver = Pick<LiveSocket, 'emit'>

/** What asks for a new snapshot instead: a bulk import, and a zone that others may see than before. */
export type NotTold = Extract<FeedChange, { readonly body: null }>

export function isNotTold(change: FeedChange): change is NotTold {
  return change.kind === 'history' || change.kind === 'access'
}

/** Sends one change; what is sent is made once, whoever receives it. */
export type Tell = (to: Receiver) => void

/** How a change is told that is told by itself. */
export function tellOf(change: Exclude<FeedChange, NotTold>): Tell {
  const { seq } = change
  switch (change.kind) {
    case 'incident': {
      const event = { seq, incident: incidentFeature(change.body) }
      return (to) => to.emit('incident:changed', event)
    }
    case 'alert': {
      const event = { seq, alert: change.body }
      return (to) => to.emit('alert:changed', event)
    }
    case 'zone': {
      const event = { seq, zone: zoneFeature(change.body) }
      return (to) => to.emit('zone:changed', event)
    }
    case 'rule': {
      const event = { seq, rule: change.body }
      return (to) => to.emit('rule:changed', event)
    }
    case 'facility': {
      const event = { seq, facility: facilityFeature(change.body) }
      return (to) => to.emit('facility:changed', event)
    }
    case 'feed': {
      const event = { seq, feed: change.body }
      return (to) => to.emit('feed:changed', event)
    }
  }
}
