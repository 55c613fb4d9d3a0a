import type { Incident } from '@cordon/alerts'
import { latestFirst, type World } from '../world/world.js'

/** The incidents that stand for themselves, latest first: one that was merged lives on in another. */
export function shownIncidents({ incidents }: Pick<World, 'incidents'>): readonly Incident[] {
  return [...incidents.values()].filter(stands).toSorted(latestFirst)
}

/**
 * The same, by what was shown before: of thousands that stand in order few have changed, which is quick to put in order
 * again.
 */
export function shownAgain(incidents: World['incidents'], before: readonly Incident[]): readonly Incident[] {
  const standing = [...incidents.values()].filter(stands)
  const still = before.flatMap(({ id }) => incidents.get(id) ?? []).filter(stands)
  // Mostly nothing is new, and nothing has to be looked up to know it.
  const fresh = still.length === standing.length ? [] : notIn(standing, before)
  return [...fresh.toSorted(latestFirst), ...still].toSorted(latestFirst)
}

function notIn(incidents: readonly Incident[], before: readonly Incident[]): readonly Incident[] {
  const known = new Set(before.map((incident) => incident.id))
  return incidents.filter(({ id }) => !known.has(id))
}

function stands({ status }: Incident): boolean {
  return status !== 'merged' && status !== 'withdrawn'
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
