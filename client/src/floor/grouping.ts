import type { Alert } from '@cordon/alerts'
import type { World } from '../world/world.js'
import type { Grouping } from './filter.js'

/** What alerts have in common; `name` is null where it is nothing: alerts that lie at no facility. */
export interface Group {
  readonly key: string
  readonly name: string | null
}

/** An alert at its place in the queue. */
export interface Placed {
  readonly alert: Alert
  readonly group: Group | null
}

/** A line of the queue: an alert, or the head of those that follow. */
export type Line =
  | { readonly kind: 'head'; readonly key: string; readonly group: Group; readonly alerts: readonly Alert[] }
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert }

type Known = Pick<World, 'zones' | 'facilities' | 'incidents'>

/**
 * Which group an alert belongs to. An incident that was merged stands with the one that stands for it. Of what is known
 * only that is read which the grouping takes.
 */
export function groupOf(alert: Alert, by: Grouping, known: Known): Group | null {
  switch (by) {
    case 'none':
      return null
    case 'zone':
      return { key: alert.zoneId, name: known.zones.get(alert.zoneId)?.name ?? alert.zoneName }
    case 'facility': {
      const id = known.zones.get(alert.zoneId)?.facilityId ?? null
      return id === null ? { key: '', name: null } : { key: id, name: known.facilities.get(id)?.name ?? alert.zoneName }
    }
    case 'incident': {
      const key = known.incidents.get(alert.incidentId)?.mergedInto ?? alert.incidentId
      return { key, name: known.incidents.get(key)?.title ?? alert.incidentTitle }
    }
  }
}

/** Brings together what belongs together. Each group stands where its first alert stood; within it nothing moves. */
export function grouped(alerts: readonly Alert[], of: (alert: Alert) => Group | null): readonly Placed[] {
  const groups = new Map<string | null, Placed[]>()
  for (const alert of alerts) {
    const group = of(alert)
    const key = group?.key ?? null
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [{ alert, group }])
    else members.push({ alert, group: members[0]?.group ?? group })
  }
  return [...groups.values()].flat()
}

/** The lines to draw: before each group its head. */
export function linesOf(rows: readonly Placed[]): readonly Line[] {
  const members = new Map<string, Alert[]>()
  for (const { alert, group } of rows) {
    if (group === null) continue
    const known = members.get(group.key)
    if (known === undefined) members.set(group.key, [alert])
    else known.push(alert)
  }
  return rows.flatMap(({ alert, group }, at): readonly Line[] => {
    const line: Line = { kind: 'alert', key: alert.id, alert }
    if (group === null || rows[at - 1]?.group?.key === group.key) return [line]
    return [{ kind: 'head', key: `group:${group.key}`, group, alerts: members.get(group.key) ?? [] }, line]
  })
}
