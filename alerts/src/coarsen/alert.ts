import { incidentTypes, type Alert, type AlertEvent, type Explanation, type StageVerdict } from '../model.js'
import { worded } from '../rule/stage.js'
import { finding } from '../tell/finding.js'
import { coarseDisc, type CoarseGrid } from './grid.js'

/**
 * An alert for those who may know in which cell its incident lies and no more. That it was raised tells that the
 * incident is within reach of the zone; how far it is from it, how deep inside, in which direction and how surely would
 * tell more, and three zones together the very place. Notes are text, and may name it.
 */
export function coarsenAlert(alert: Alert, grid: CoarseGrid): Alert {
  const { id, revision, seq, state, incidentId, incidentRevision, incidentType, incidentKind, severity } = alert
  const { grade, exercise, occurredFrom, source, ruleId, ruleVersion, ruleName, zoneId, zoneVersion, zoneName } = alert
  const { raisedAt, ownerId, ownerName, acknowledgedAt, acknowledgedBy, shelvedUntil, closedAt, closedBy } = alert
  const { acknowledgements, returnedAt, touchedAt, escalatedSteps, escalatedAt, called, shelvedAtRevision } = alert
  const { timePrecision } = alert
  const { point, uncertaintyMetres } = coarseDisc({ ...alert, locationPrecision: 'exact' }, grid)
  return {
    ...{ id, revision, seq, state, incidentId, incidentRevision, incidentType, incidentKind, severity },
    ...{ grade, exercise, occurredFrom, source, ruleId, ruleVersion, ruleName, zoneId, zoneVersion, zoneName },
    ...{ raisedAt, ownerId, ownerName, acknowledgedAt, acknowledgedBy, shelvedUntil, closedAt, closedBy },
    ...{ acknowledgements, returnedAt, touchedAt, escalatedSteps, escalatedAt, called, shelvedAtRevision },
    ...(timePrecision === undefined ? {} : { timePrecision }),
    ...coarseClearing(alert),
    ...{ point, uncertaintyMetres, disposition: alert.disposition, note: null },
    ...{ certainty: 'possible', distanceMetres: null, depthMetres: null, bearingDegrees: null },
    incidentTitle: incidentTypes[incidentType].label,
  }
}

function coarseClearing({ clearedAt, clearedBecause }: Alert): Pick<Alert, 'clearedAt' | 'clearedBecause'> {
  return clearedBecause === 'place' ? { clearedAt: null, clearedBecause: null } : { clearedAt, clearedBecause }
}

/** What happened to an alert, without the words that somebody wrote, and without that its incident lies elsewhere. */
export function coarsenAlertEvent({ alertId, revision, at, by, what, detail }: AlertEvent): AlertEvent {
  const tellsPlace = (what === 'cleared' || what === 'recurred') && detail === 'place'
  if (tellsPlace) return { alertId, revision, at, by, what: 'noted', detail: null }
  const wroteNothing = ['assigned', 'shelved', 'returned', 'acknowledged', 'escalated', 'cleared', 'recurred'].includes(
    what,
  )
  return { alertId, revision, at, by, what, detail: wroteNothing ? detail : null }
}

/** Stages that speak of how far away it is, or of words that may name the place: that there is an alert says that they passed. */
const tellingStages: ReadonlySet<string> = new Set(['rings', 'words', 'silence'])

/**
 * Why an incident did or did not meet a rule, without what its place came to; `alerted` says whether it is known anyway
 * to have been within reach, because there is an alert of it.
 */
export function coarsenExplanation(explanation: Explanation, alerted: boolean): Explanation {
  const place: StageVerdict = alerted
    ? worded({ stage: 'place', verdict: 'pass', ...finding('rule.coarseReach', {}) })
    : worded({ stage: 'place', verdict: 'stop', ...finding('rule.coarseUnknown', {}) })
  const told = explanation.stages.filter(({ stage }) => !tellingStages.has(stage))
  const stages = told.map((it) => (it.stage === place.stage ? place : it))
  const decisive = stages.find(({ verdict }) => verdict === 'stop') ?? place
  const { zoneVersion } = explanation
  const fired = decisive.verdict === 'pass'
  return { fired, reason: decisive.reason, certainty: 'possible', distanceMetres: null, zoneVersion, stages }
}
