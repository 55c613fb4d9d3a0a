import { distanceMetres } from '../match/geodesic.js'
import type { Alert, Clearing, Incident, Severity } from '../model.js'
import { severityRank } from '../rule/severity.js'

/** What those who were told of an incident know, as far as it matters to them. */
export type Known = Pick<Incident, 'severity' | 'type' | 'title' | 'point' | 'uncertaintyMetres' | 'place'> & {
  readonly incidentId: string
  readonly revision: number
  /** Why what was told holds no more; null while it holds. */
  readonly clearing: Clearing | null
}

/** What differs from what was told. */
export const correctionChanges = ['moved', 'upgraded', 'downgraded', 'type', 'merged', 'again'] as const
export type CorrectionChange = (typeof correctionChanges)[number]

/** What those who were told are owed: an update with what has changed, or a cancel with why. */
export type Correction =
  | { readonly kind: 'update'; readonly changes: readonly CorrectionChange[]; readonly known: Known }
  | { readonly kind: 'cancel'; readonly because: Clearing; readonly known: Known }

/** Nearer than this nobody would act otherwise. */
const movedMetres = 100

/** What an alert told when it was raised. */
export function toldBy(alert: Alert): Known {
  return {
    incidentId: alert.incidentId,
    revision: alert.incidentRevision,
    severity: alert.severity,
    type: alert.incidentType,
    title: alert.incidentTitle,
    point: alert.point,
    uncertaintyMetres: alert.uncertaintyMetres,
    place: null,
    clearing: null,
  }
}

/** How an incident stands for those who were told of it. */
export function knownOf(incident: Incident, clearing: Clearing | null): Known {
  const { id: incidentId, revision, severity, type, title, point, uncertaintyMetres, place } = incident
  return { incidentId, revision, severity, type, title, point, uncertaintyMetres, place, clearing }
}

/**
 * What somebody who knows `told` is owed now; null where nothing has changed that would make them act otherwise. What was
 * cancelled is told again only once it holds again.
 */
export function correctionOf(told: Known, now: Known): Correction | null {
  if (now.clearing !== null)
    return told.clearing === null ? { kind: 'cancel', because: now.clearing, known: now } : null
  const changes = changesBetween(told, now)
  return changes.length === 0 ? null : { kind: 'update', changes, known: now }
}

function changesBetween(told: Known, now: Known): readonly CorrectionChange[] {
  const rank = rise(told.severity, now.severity)
  return [
    ...(told.clearing === null ? [] : (['again'] as const)),
    ...(told.incidentId === now.incidentId ? [] : (['merged'] as const)),
    ...(hasGone(told, now) ? (['moved'] as const) : []),
    ...(rank > 0 ? (['upgraded'] as const) : []),
    ...(rank < 0 ? (['downgraded'] as const) : []),
    ...(told.type === now.type ? [] : (['type'] as const)),
  ]
}

function rise(from: Severity, to: Severity): number {
  return severityRank(to) - severityRank(from)
}

/** Whether it lies elsewhere, or is known twice as well or half as well where. */
function hasGone(told: Known, now: Known): boolean {
  if (distanceMetres(told.point.coordinates, now.point.coordinates) >= movedMetres) return true
  const [less, more] = [told.uncertaintyMetres, now.uncertaintyMetres].toSorted((a, b) => a - b)
  return (more ?? 0) >= 2 * (less ?? 0) && (more ?? 0) - (less ?? 0) >= movedMetres
}
