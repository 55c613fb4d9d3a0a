import { isNamedType } from '../incident-types.js'
import { certaintyOf } from '../match/certainty.js'
import type { Alert, Clearing, Incident, Measure, Rule } from '../model.js'
import { meetsGrade } from '../grade/grade.js'
import { isSilence, missedBy } from '../rule/missed.js'
import { severityRank } from '../rule/severity.js'
import type { AlertAction } from './action.js'

/** An incident as it is believed now, against what an alert told of it. */
export interface Followed {
  readonly incident: Incident
  /** Of the alert's own incident, where another one stands for it. */
  readonly revision: number
  /** In the version that raised the alert. */
  readonly rule: Rule
  /** Null where it lies as it did when it was told, and where the zone has another shape since. */
  readonly measure: Measure | null
}

/**
 * What of an alert holds no more; null where all does. Whatever is uncertain still holds: an alert is cleared only by
 * what is known to speak against it.
 */
export function clearingOf(alert: Pick<Alert, 'exercise'>, followed: Omit<Followed, 'revision'>): Clearing | null {
  const { incident, rule, measure } = followed
  const { status } = incident
  if (status === 'refuted' || status === 'merged' || status === 'withdrawn') return status
  // What it is instead is told by an alert of its own.
  if (incident.exercise !== alert.exercise) return incident.exercise ? 'exercise' : 'actual'
  if (isSilence(incident.type) && incident.occurredTo !== null) return 'ended'
  // What a rule asks for it asks of the messages that it waits for, not of the silence.
  if (missedBy(incident)?.ruleId === rule.id) return null
  if (rule.kinds !== null && !rule.kinds.includes(incident.kind)) return 'kind'
  if (rule.types !== null && !isNamedType(rule.types, incident.type)) return 'type'
  if (rule.minSeverity !== null && isLess(incident.severity, rule.minSeverity)) return 'severity'
  if (rule.minGrade !== null && !meetsGrade(incident.grade, rule.minGrade)) return 'grade'
  return measure !== null && certaintyOf(measure) === 'none' ? 'place' : null
}

/** An unknown severity is no lower one. */
function isLess(severity: Incident['severity'], least: Incident['severity']): boolean {
  return severity !== 'unknown' && severityRank(severity) < severityRank(least)
}

/** Whether an incident is believed to be elsewhere than an alert of it told. */
export function hasMoved(alert: Alert, { point, uncertaintyMetres }: Incident): boolean {
  const [longitude, latitude] = point.coordinates
  const [toldLongitude, toldLatitude] = alert.point.coordinates
  return longitude !== toldLongitude || latitude !== toldLatitude || uncertaintyMetres !== alert.uncertaintyMetres
}

/**
 * What a later revision of its incident does to an alert: it comes off a shelf that waited for one, and what it tells of
 * holds no more, or holds again; a closed one that is reopened must say so too.
 */
export function followIncident(alert: Alert, followed: Followed): readonly AlertAction[] {
  const { shelvedAtRevision } = alert
  const isBack = shelvedAtRevision !== null && followed.revision > shelvedAtRevision
  const because = clearingOf(alert, followed)
  return [
    ...(isBack ? ([{ what: 'return', because: 'incident changed' }] as const) : []),
    ...(because !== null && because !== alert.clearedBecause ? ([{ what: 'clear', because }] as const) : []),
    ...(because === null && alert.clearedAt !== null ? ([{ what: 'recur' }] as const) : []),
  ]
}
