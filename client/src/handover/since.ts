import { severityRank, type Alert, type Zone } from '@cordon/alerts'
import type { HandoverTold } from '@cordon/server/wire'

/**
 * The open alerts that pass on, or that nobody has, and that a handover did not tell when it was signed: whoever takes over
 * has to know of them too, the gravest first. What not everybody may see stays with its owner, and out of this as out of the handover.
 */
export function cameSince(
  { from, content }: Pick<HandoverTold, 'from' | 'content'>,
  alerts: Iterable<Alert>,
  zones: ReadonlyMap<string, Pick<Zone, 'visibility'>>,
): readonly Alert[] {
  const owned = new Set(content.owned.map(({ id }) => id))
  const told = new Set([...owned, ...[...content.shelved, ...content.unowned, ...content.ofOthers].map(({ id }) => id)])
  const isNew = ({ id, ownerId }: Alert) => (ownerId === from.id ? !owned.has(id) : ownerId === null && !told.has(id))
  return [...alerts]
    .filter((alert) => alert.state !== 'closed' && isNew(alert) && zones.get(alert.zoneId)?.visibility === 'public')
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || (a.raisedAt < b.raisedAt ? -1 : 1))
}
