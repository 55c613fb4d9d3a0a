import {
  bearingDegrees,
  decideAll,
  type Alert,
  type Decision,
  type Incident,
  type Rule,
  type Subject,
} from '@cordon/alerts'
import type { AlertRow, Candidate, Change, DecisionRow, IncidentRow, Write } from '@cordon/db'
import type { Draft } from './draft.js'

/** A revision to be stored and judged. */
export type Drafted = Draft & { readonly what: 'stored' | 'revised' }

/** A candidate with what it refers to. */
export interface Pair {
  readonly candidate: Candidate
  readonly incident: Incident
  readonly rule: Rule
}

export interface PlanOptions {
  readonly now: string
  readonly newId: () => string
  /** History is told as one change, not one by one. */
  readonly history: boolean
}

/** Holds every candidate against its rule and lays out everything that the batch writes. Pure but for new ids. */
export function planWrite(drafts: readonly Drafted[], pairs: readonly Pair[], options: PlanOptions): Write {
  const decisions = decideAll(pairs.map((pair) => subjectOf(pair, options.now)))
  const judged = pairs.map((pair, index) => ({ ...pair, decision: decisionAt(decisions, index) }))
  const incidents = drafts.map((drafted, index) => incidentRow(drafted, options.history ? 1 : index + 1))
  const fired = judged.filter((pair) => pair.decision.fired)
  const alerts = fired.map((pair, index) => alertRow(pair, drafts.length + index + 1, options))
  return {
    now: options.now,
    sources: drafts.flatMap(({ newSource }) => (newSource === null ? [] : [newSource])),
    incidents,
    reports: drafts.flatMap(({ report }) => (report === null ? [] : [report])),
    decisions: judged.map(decisionRow),
    alerts,
    events: alerts.map(({ alert }) => raised(alert)),
    deliveries: alerts.map((row) => deliveryOf(row, options)),
    changes: [...changesOf(incidents, options), ...alerts.map(alertChange)],
  }
}

function subjectOf({ candidate, incident, rule }: Pair, now: string): Subject {
  const { zoneId, zoneVersion, zoneName, measure, toldBefore, lastAlertAt } = candidate
  const zone = { id: zoneId, version: zoneVersion, name: zoneName }
  return { incident, rule, zone, measure, memory: { toldBefore, lastAlertAt }, now }
}

function decisionAt(decisions: readonly Decision[], index: number): Decision {
  const decision = decisions[index]
  if (decision === undefined) throw new Error(`No decision for candidate ${index}.`)
  return decision
}

type JudgedPair = Pair & { readonly decision: Decision }

function incidentRow({ working }: Drafted, at: number): IncidentRow {
  return { at, incident: working.incident, sourceId: working.sourceId, contentHash: working.contentHash }
}

function decisionRow({ candidate, incident, decision }: JudgedPair): DecisionRow {
  return {
    incidentId: incident.id,
    incidentRevision: incident.revision,
    ruleId: candidate.ruleId,
    ruleVersion: candidate.ruleVersion,
    zoneVersion: candidate.zoneVersion,
    fired: decision.fired,
    stage: decision.stages.at(-1)?.stage ?? '',
    reason: decision.reason,
    certainty: decision.certainty,
    distanceMetres: candidate.measure.distanceMetres,
  }
}

function alertRow(pair: JudgedPair, at: number, { now, newId }: PlanOptions): AlertRow {
  const { candidate, incident, rule } = pair
  const alert: Alert = {
    id: newId(),
    revision: 1,
    seq: 0,
    state: 'new',
    ...matched(pair),
    incidentId: incident.id,
    incidentRevision: incident.revision,
    incidentTitle: incident.title,
    incidentType: incident.type,
    incidentKind: incident.kind,
    severity: incident.severity,
    grade: incident.grade,
    exercise: incident.exercise,
    occurredFrom: incident.occurredFrom,
    point: incident.point,
    uncertaintyMetres: incident.uncertaintyMetres,
    source: incident.source,
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleName: rule.name,
    raisedAt: now,
    ...untouched,
  }
  return { at, alert, audience: candidate.visibility === 'public' ? 'all' : `user:${candidate.ownerId}` }
}

/** The zone that it matched and how, kept as it was then. */
function matched({ candidate, incident, decision }: JudgedPair) {
  const [longitude = 0, latitude = 0] = incident.point.coordinates
  const [centreLongitude, centreLatitude] = candidate.centre
  const centred = longitude === centreLongitude && latitude === centreLatitude
  return {
    zoneId: candidate.zoneId,
    zoneVersion: candidate.zoneVersion,
    zoneName: candidate.zoneName,
    certainty: decision.certainty === 'definite' ? 'definite' : 'possible',
    distanceMetres: candidate.measure.distanceMetres,
    depthMetres: candidate.measure.depthMetres,
    bearingDegrees: centred ? null : bearingDegrees(candidate.centre, [longitude, latitude]),
  } as const
}

const untouched = {
  ownerId: null,
  ownerName: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  shelvedUntil: null,
  closedAt: null,
  closedBy: null,
  disposition: null,
  note: null,
} as const

function raised(alert: Alert) {
  return { alertId: alert.id, revision: 1, at: alert.raisedAt, by: 'Cordon', what: 'raised', detail: null } as const
}

/** Told on the page: to everyone in the room, or to the owner of a private zone. */
function deliveryOf({ alert, audience }: AlertRow, { now, newId }: PlanOptions) {
  const address = audience === 'all' ? 'room' : audience.slice('user:'.length)
  const told = { id: newId(), alertId: alert.id, channel: 'page', address, state: 'due', tries: 0 } as const
  return { ...told, dueAt: now, sentAt: null, lastError: null }
}

function changesOf(incidents: readonly IncidentRow[], { history }: PlanOptions): readonly Change[] {
  const [first] = incidents
  if (history) {
    if (first === undefined) return []
    return [{ at: 1, kind: 'history', id: first.incident.id, revision: incidents.length, audience: 'all', body: null }]
  }
  return incidents.map(({ at, incident }) => {
    return { at, kind: 'incident', id: incident.id, revision: incident.revision, audience: 'all', body: null }
  })
}

function alertChange({ at, alert, audience }: AlertRow): Change {
  return { at, kind: 'alert', id: alert.id, revision: alert.revision, audience, body: alert }
}
