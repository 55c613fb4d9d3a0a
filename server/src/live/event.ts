import { incidentFeature } from '../wire/incident.js'
import { facilityFeature, zoneFeature } from '../wire/zone.js'
import type { CoarseGrid } from '@cordon/alerts'
import { coarsenChange } from '../sight/change.js'
import type { FeedChange, NotTold, ToldChange } from './change.js'
import type { LiveSocket } from './socket.js'

/** A socket, or a room of them. */
export type Receiver = Pick<LiveSocket, 'emit'>

export function isNotTold(change: FeedChange): change is NotTold {
  return change.kind === 'history' || change.kind === 'access'
}

/** Sends one change; what is sent is made once, whoever receives it. */
export type Tell = (to: Receiver) => void

/** A change as some see it, made into an event once for all of them. */
export interface Telling {
  readonly change: ToldChange
  readonly tell: Tell
}

/** How a change is told to all who see places to a grid; null for those who see them as they are. */
export function tellingOf(change: ToldChange, grid: CoarseGrid | null): Telling {
  const seen = grid === null ? change : coarsenChange(change, grid)
  return { change: seen, tell: tellOf(seen) }
}

/** How a change is told that is told by itself. */
function tellOf(change: ToldChange): Tell {
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
    case 'silence': {
      const event = { seq, silence: change.body }
      return (to) => to.emit('silence:changed', event)
    }
    case 'calendar':
      return (to) => to.emit('calendar:changed', { seq, calendar: change.body })
    case 'facility': {
      const event = { seq, facility: facilityFeature(change.body) }
      return (to) => to.emit('facility:changed', event)
    }
    case 'feed':
      return (to) => to.emit('feed:changed', { seq, feed: change.body })
    case 'escalation':
      return (to) => to.emit('escalation:changed', { seq, escalation: change.body })
    case 'rotation':
      return (to) => to.emit('rotation:changed', { seq, rotation: change.body })
    case 'log':
      return (to) => to.emit('log:changed', { seq, entry: change.body })
  }
}
