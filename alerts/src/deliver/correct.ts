import { isConfirmed } from '../grade/grade.js'
import { distanceMetres } from '../match/geodesic.js'
import type {
  Alert,
  Clearing,
  Incident,
  IncidentKind,
  IncidentStatus,
  Instant,
  Severity,
  TimePrecision,
} from '../model.js'
import { severityRank } from '../rule/severity.js'
import { ageMs } from '../time.js'

/** What those who were told of an incident know, as far as it matters to them. */
export type Known = Pick<
  Incident,
  'severity' | 'grade' | 'type' | 'title' | 'point' | 'uncertaintyMetres' | 'place'
> & {
  /** Left out in what was told before corrections said it. */
  readonly occurredFrom?: Instant
  readonly timePrecision?: TimePrecision
  /** Left out in what was told before corrections said when a threat is expected. */
  readonly kind?: IncidentKind
  readonly incidentId: string
  readonly revision: number
  readonly confirmed: boolean
  /** Why what was told holds no more; null while it holds. */
  readonly clearing: Clearing | null
}

/** What differs from what was told. */
export const correctionChanges = [
  ...(['moved', 'upgraded', 'downgraded', 'confirmed'] as const),
  ...(['type', 'time', 'merged', 'again'] as const),
] as const
export type CorrectionChange = (typeof correctionChanges)[number]

/** What those who were told are owed: an update with what has changed, or a cancel with why. */
export type Correction =
  | { readonly kind: 'update'; readonly changes: readonly CorrectionChange[]; readonly known: Known }
  | { readonly kind: 'cancel'; readonly because: Clearing; readonly known: Known }

/** Nearer than this nobody would act otherwise. */
export const movedMetres = 100

/** A threat that is expected sooner or later by less than this is met by the same watch. */
const expectedAnewMs = 60 * 60_000

/** What an alert told when it was raised; `status` is what its incident was then. */
export function toldBy(alert: Alert, status: IncidentStatus): Known {
  return {
    incidentId: alert.incidentId,
    revision: alert.incidentRevision,
    severity: alert.severity,
    grade: alert.grade,
    confirmed: isConfirmed({ grade: alert.grade, status }),
    type: alert.incidentType,
    title: alert.incidentTitle,
    kind: alert.incidentKind,
    occurredFrom: alert.occurredFrom,
    point: alert.point,
    uncertaintyMetres: alert.uncertaintyMetres,
    place: null,
    clearing: null,
  }
}

/** How an incident stands for those who were told of it. */
export function knownOf(incident: Incident, clearing: Clearing | null): Known {
  const { id: incidentId, revision, severity, grade, type, title, point, uncertaintyMetres, place } = incident
  const { kind, occurredFrom, timePrecision } = incident
  const confirmed = isConfirmed(incident)
  return {
    ...{ incidentId, revision, severity, grade, confirmed, kind, type, title },
    ...{ point, uncertaintyMetres, place, occurredFrom, timePrecision, clearing },
  }
}

/** What says when it happened to whoever is told: the correction, or the alert where that is right or says nothing of it. */
export function timeTold(alert: When, about: Correction | null): When {
  const { occurredFrom, timePrecision } = about?.known ?? {}
  return occurredFrom === undefined ? alert : { occurredFrom, ...(timePrecision !== undefined && { timePrecision }) }
}

type When = Pick<Alert, 'occurredFrom' | 'timePrecision'>

/**
 * What somebody who knows `told` is owed now; null where nothing has changed that would make them act otherwise. What was
 * cancelled is told again only once it holds again.
 *
 * A raise is worth an update where it is graver by any step (severity says how to answer), or where what was not confirmed
 * is confirmed now: until then one prepares, from then on one acts. Steps of a grade below that are told nobody: that a
 * second agency tells it too (C3 to C2), or that its source is held to be better by a letter, changes no answer, happens
 * to most incidents, and to all of a source's at once when that is graded anew. What is less sure again is not told
 * by itself, so that something doubted and confirmed in turns is told as confirmed once.
 *
 * When a threat is expected says when to be ready; when something happened that is over changes no answer.
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
    ...(now.confirmed && !told.confirmed ? (['confirmed'] as const) : []),
    ...(told.type === now.type ? [] : (['type'] as const)),
    ...(isExpectedAnew(told, now) ? (['time'] as const) : []),
  ]
}

function rise(from: Severity, to: Severity): number {
  return severityRank(to) - severityRank(from)
}

/** Whether it is a threat that is expected at another time, by what matters to who waits for it. */
function isExpectedAnew(told: Known, now: Known): boolean {
  if (now.kind !== 'threat' || told.occurredFrom === undefined || now.occurredFrom === undefined) return false
  return Math.abs(ageMs(told.occurredFrom, now.occurredFrom)) >= expectedAnewMs
}

/** Whether it lies elsewhere, or is known twice as well or half as well where. */
function hasGone(told: Known, now: Known): boolean {
  if (distanceMetres(told.point.coordinates, now.point.coordinates) >= movedMetres) return true
  const [less, more] = [told.uncertaintyMetres, now.uncertaintyMetres].toSorted((a, b) => a - b)
  return (more ?? 0) >= 2 * (less ?? 0) && (more ?? 0) - (less ?? 0) >= movedMetres
}
