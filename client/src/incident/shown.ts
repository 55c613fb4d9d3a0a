import type { Incident } from '@cordon/alerts'
import { latestFirst, type World } from '../world/world.js'

/** The incidents that stand for themselves, latest first: one that was merged lives on in another. */
export function shownIncidents(world: World): readonly Incident[] {
  return [...world.incidents.values()]
    .filter((incident) => incident.status !== 'merged' && incident.status !== 'withdrawn')
    .toSorted(latestFirst)
}

/** From–to in milliseconds since 1970. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export function isWithin({ occurredFrom }: Incident, { fromMs, toMs }: Span): boolean {
  const ms = Date.parse(occurredFrom)
  return ms >= fromMs && ms < toMs
}
