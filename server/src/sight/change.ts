import { coarsenAlert, coarsenIncident, coarsenLogEntry, coarsenSilence, type CoarseGrid } from '@cordon/alerts'
import type { ToldChange } from '../live/change.js'

/** A change as those see it who see places coarsely; what tells of no place is the same. */
export function coarsenChange(change: ToldChange, grid: CoarseGrid): ToldChange {
  switch (change.kind) {
    case 'incident':
      return { ...change, body: coarsenIncident(change.body, grid) }
    case 'alert':
      return { ...change, body: coarsenAlert(change.body, grid) }
    case 'log':
      return { ...change, body: coarsenLogEntry(change.body) }
    case 'silence':
      return { ...change, body: coarsenSilence(change.body) }
    case 'zone':
    case 'rule':
    case 'calendar':
    case 'facility':
    case 'feed':
    case 'escalation':
    case 'rotation':
      return change
  }
}
