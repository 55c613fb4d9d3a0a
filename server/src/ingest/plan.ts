import {
  bearingDegrees,
  decideAll,
  doesCount,
  silencesOver,
  isCounted,
  isHeard,
  postponedBy,
  type Counted,
  type Decision,
  type Incident,
  type Rule,
  type Subject,
} from '@cordon/alerts'
import type {
  Candidate,
  Change,
  CountedRow,
  DecisionRow,
  IncidentRow,
  PostponedRow,
  RaisedRow,
  SilencedRow,
  Write,
} from '@cordon/db'
import type { Position } from 'geojson'
import type { Change as Drafted } from './desk.js'

/** A revision to be stored and judged. */
export type { Drafted }

/** A candidate with what it refers to. */
export interface Pair {
  readonly candidate: Candidate
  readonly incident: Incident
  readonly rule: Rule
  /** The incident that stands for this one after the batch; left out where that is itself. */
  readonly one?: string
  /** Whether the rule has alerted for another incident that is one with it. */
  readonly toldForMerged?: boolean
  /** Where only a new grade of its source brings the incident back. */
  readonly regraded?: Subject['memory']['regraded']
  /** Since when the rule keeps it from somebody, where it is held against it again for that. */
  readonly keptSince?: string
  /** When the calendars are on that its rule goes by; left out where it goes by none. */
  readonly calendars?: Subject['calendars']
  /** What counts beside it, where its rule counts. */
  readonly counted?: readonly Counted[]
  /** The message that brought the revision, where its rule waits for silence. */
  readonly message?: Subject['incident']['message'] | undefined
}

export interface PlanOptions {
  readonly now: string
  readonly newId: () => string
  /** History is told as one change, not one by one. */
  readonly history: boolean
  /** Head of the change feed before the batch. */
  readonly base: number
  /** The last change of a zone or rule before the batch was measured; null where the head is held since. */
  readonly watch: number | null
}

/** What a batch writes, with the alerts that it raises. */
export type Planned = Write & Required<Pick<Write, 'raised'>>

/**
 * Holds every candidate against its rule and lays out everything that the batch writes. What is only asked about again is
 * traced where it came. Pure but for new ids.
 */
export function planWrite(drafts: readonly Drafted[], pairs: readonly Pair[], options: PlanOptions): Planned {
  const decisions = decideAll(pairs.map((pair) => subjectOf(pair, options.now)))
  const judged = pairs.map((pair, index) => ({ pair, decision: decisionAt(decisions, index) }))
  const silenced = judged.filter(isSilenced).flatMap(({ pair }) => keptBack(pair, options.now))
  const counted = countedIn(judged.filter(({ pair }) => doesCount(pair.rule)))
  const heard = judged
    .filter(({ pair, decision }) => pair.rule.absence !== undefined && isHeard(decision))
    .map(({ pair }) => ({ ruleId: pair.rule.id }))
  const postponed = postponedIn(judged, options.now)
  const traces = drafts.map((): DecisionRow[] => [])
  for (const it of judged) traces[it.pair.candidate.n]?.push(decisionRow(it))
  const incidents = drafts.map((drafted, index) => {
    const isAsked = !options.history && drafted.quiet !== true
    const decisions = isAsked ? (traces[index] ?? null) : null
    return incidentRow(drafted, { seq: seqOf(index, options), decisions })
  })
  const fired = judged.filter(({ decision }) => decision.fired)
  const told = options.base + (options.history ? 1 : drafts.length)
  const raised = fired.map((it, index) => raisedRow(it, told + index + 1, options))
  return {
    now: options.now,
    base: options.base,
    watch: options.watch,
    head: told + raised.length,
    sources: drafts.flatMap(({ newSource }) => (newSource === null ? [] : [newSource])),
    incidents,
    reports: drafts.flatMap(({ report }) => (report === null ? [] : [report])),
    raised,
    alerts: [],
    events: [],
    deliveries: [],
    ...(fired.some(({ pair }) => pair.rule.escalationId !== null) && { escalates: true }),
    ...(silenced.length === 0 ? {} : { silenced }),
    ...(counted.length === 0 ? {} : { counted }),
    ...(heard.length === 0 ? {} : { heard }),
    ...(postponed.length === 0 ? {} : { postponed }),
    ...(options.history && { history: true }),
    changes: options.history ? historyChange(incidents) : [],
  }
}

/** Position in the feed of the draft at an index. */
export function seqOf(index: number, { base, history }: Pick<PlanOptions, 'base' | 'history'>): number {
  return base + (history ? 1 : index + 1)
}

/** Laid out member by member, as there is one for each rule of each zone nearby. */
function subjectOf(pair: Pair, now: string): Subject {
  const { candidate, incident: plain, rule, one = plain.id, message, calendars } = pair
  const incident = message === undefined ? plain : { ...plain, message }
  const { zoneId: id, zoneVersion: version, zoneName: name, zoneValid, measure, silences } = candidate
  const zone = zoneValid === null ? { id, version, name } : { id, version, name, valid: zoneValid }
  return { incident, one, rule, zone, measure, memory: memoryOf(pair), silences, calendars, now }
}

function memoryOf(pair: Pair): Subject['memory'] {
  const { candidate, toldForMerged = false } = pair
  const { toldBefore, lastAlertAt } = candidate
  const { regraded, counted, keptSince } = pair
  const isPlain = regraded === undefined && counted === undefined && keptSince === undefined
  const memory = { toldBefore, toldForMerged, lastAlertAt }
  return isPlain ? memory : { ...memory, ...remembered(pair) }
}

/** What few pairs bring. */
function remembered({ regraded, counted, keptSince }: Pair): Partial<Subject['memory']> {
  return {
    ...(regraded !== undefined && { regraded }),
    ...(counted !== undefined && { counted }),
    ...(keptSince !== undefined && { keptSince }),
  }
}

/** What counts from now on for rules that count; of several revisions in a batch the last that does. */
function countedIn(judged: readonly Judged[]): readonly CountedRow[] {
  const rows = judged.flatMap(({ pair: { rule, incident }, decision }): CountedRow[] => {
    if (!isCounted(decision)) return []
    const { id: incidentId, revision, occurredFrom: at, exercise } = incident
    return [{ ruleId: rule.id, ruleVersion: rule.version, incidentId, revision, at, exercise }]
  })
  return [...new Map(rows.map((row) => [`${row.ruleId} ${row.incidentId}`, row])).values()]
}

/** What is held against its rule again, when that is due; of several revisions the last counts. */
function postponedIn(judged: readonly Judged[], now: string): readonly PostponedRow[] {
  const rows = judged.flatMap(({ pair: { rule, incident }, decision }): PostponedRow[] => {
    const until = postponedBy(decision, now)
    return until === null ? [] : [{ incidentId: incident.id, ruleId: rule.id, ...until }]
  })
  return [...new Map(rows.map((row) => [`${row.ruleId} ${row.incidentId}`, row])).values()]
}

function isSilenced({ decision }: Judged): boolean {
  return decision.stages.at(-1)?.stage === 'silence' && !decision.fired
}

/** What each silence counts as kept back by it. */
function keptBack(pair: Pair, now: string): readonly SilencedRow[] {
  const { incident, rule } = pair
  const row = { incidentId: incident.id, ruleId: rule.id, revision: incident.revision }
  return silencesOver(subjectOf(pair, now)).map(({ id }) => ({ silenceId: id, ...row }))
}

function decisionAt(decisions: readonly Decision[], index: number): Decision {
  const decision = decisions[index]
  if (decision === undefined) throw new Error(`No decision for candidate ${index}.`)
  return decision
}

interface Judged {
  readonly pair: Pair
  readonly decision: Decision
}

function incidentRow(
  { working }: Drafted,
  { seq, decisions }: { readonly seq: number; readonly decisions: IncidentRow['decisions'] },
): IncidentRow {
  const { incident, sourceId, contentHash } = working
  return { incident: { ...incident, seq }, sourceId, decisions, contentHash }
}

function decisionRow({ pair: { candidate }, decision }: Judged): DecisionRow {
  const { ruleId, ruleVersion, zoneVersion, measure } = candidate
  const { fired, reason, certainty, stages } = decision
  const stage = stages.at(-1)?.stage ?? ''
  return [ruleId, ruleVersion, zoneVersion, fired, stage, reason, certainty, Math.round(measure.distanceMetres)]
}

/**
 * The zone that it matched and how are kept as they were then. Put together of parts each of these objects, of which a
 * batch has hundreds, takes ten times as long. The members stand in the order in which `jsonb` keeps them, the shortest
 * names first: that saves the database a quarter of reading them.
 */
function raisedRow({ pair, decision }: Judged, seq: number, { newId }: PlanOptions): RaisedRow {
  const { candidate, incident, rule } = pair
  const { zoneName, zoneVersion, measure, centre } = candidate
  const body: RaisedRow['body'] = {
    exercise: incident.exercise,
    ruleName: rule.name,
    severity: incident.severity,
    zoneName,
    certainty: decision.certainty === 'definite' ? 'definite' : 'possible',
    depthMetres: measure.depthMetres,
    zoneVersion,
    bearingDegrees: bearingTo(incident.point.coordinates, centre),
    distanceMetres: measure.distanceMetres,
    incidentRevision: incident.revision,
  }
  return {
    id: newId(),
    seq,
    body,
    ruleId: rule.id,
    zoneId: candidate.zoneId,
    audience: candidate.audience,
    incidentId: incident.id,
    ruleVersion: rule.version,
  }
}

/** From the centre of a zone; null at the centre itself. */
function bearingTo(position: Position, centre: Candidate['centre']): number | null {
  const isCentre = position[0] === centre[0] && position[1] === centre[1]
  return isCentre ? null : bearingDegrees(centre, position)
}

/** The one change that tells of history; of others the incidents tell themselves. */
function historyChange(incidents: readonly IncidentRow[]): readonly Change[] {
  const [first] = incidents
  if (first === undefined) return []
  const { seq, id } = first.incident
  return [{ id, seq, body: null, kind: 'history', audience: 'all', revision: incidents.length }]
}
