import type { Alert, AlertEvent, Delivery, Incident, Instant, Report, Source } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { RaisedBody } from './alert-body.js'
import type { ChangeKind } from './change.js'
import type { CountedRow } from './counted.js'
import type { PostponedRow } from './postponed.js'
import type { SilencedRow } from './silence.js'
import { parts, toldChanges, type Part } from './store-parts.js'

/** One place in the change feed. */
export interface Change {
  readonly seq: number
  readonly kind: ChangeKind
  readonly id: string
  readonly revision: number
  /** `all`, or `user:<id>`. */
  readonly audience: string
  /** What the event tells; null where it is stored already: a revision of an incident, an alert as it was raised. */
  readonly body: object | null
}

/** A revision of an incident with what is stored beside it. */
export interface IncidentRow {
  readonly incident: Incident
  /** The trace: every rule whose zone the disc touches, fired or not. Null where none was asked. */
  readonly decisions: readonly DecisionRow[] | null
  readonly sourceId: string | null
  readonly contentHash: string
}

/** Why a rule did or did not fire on a revision; distances in whole metres. */
export type DecisionRow = readonly [
  ruleId: string,
  ruleVersion: number,
  zoneVersion: number,
  fired: boolean,
  stage: string,
  reason: string,
  certainty: string,
  distanceMetres: number,
]

/** A delivery that an alert owes. */
export type DeliveryRow = Pick<Delivery, 'id' | 'alertRevision' | 'channel' | 'address' | 'dueAt'> & {
  readonly alertId: string
} &
  // Outside the page: whose contact it is.
  Partial<Pick<Delivery, 'accountId'>>

/** An alert as it is raised; it is a change of its own, and the page owes it to its audience. */
export interface RaisedRow extends Pick<Alert, 'id' | 'seq' | 'ruleId' | 'zoneId' | 'incidentId' | 'ruleVersion'> {
  readonly audience: string
  readonly body: RaisedBody
}

/** A later state of an alert; it is a change of its own, told to its audience. */
export interface AlertRow {
  readonly alert: Alert
  readonly audience: string
  /** When the house acts on it next. */
  readonly dueAt?: Instant | null
}

/** A report as it comes in, with the hash by which the same message is known again; null where it never will be. */
export interface ReportRow extends Report {
  readonly contentHash: string | null
}

/** Everything that one batch writes. */
export interface Write {
  readonly now: string
  /** Head of the feed that it is planned on. */
  readonly base: number
  /** Head of the feed afterwards: the position of the last change. */
  readonly head: number
  /** The last change of a zone or rule before it was measured; null where the head is held since. */
  readonly watch: number | null
  readonly sources: readonly Source[]
  /** Each is a change of its own, told to all. */
  readonly incidents: readonly IncidentRow[]
  /** Where it is true, they are history: `changes` tells of them as one. */
  readonly history?: boolean
  readonly reports: readonly ReportRow[]
  /** Left out where none is. */
  readonly raised?: readonly RaisedRow[]
  /** Whether a rule of what is raised has an escalation; left out where none has. */
  readonly escalates?: boolean
  readonly alerts: readonly AlertRow[]
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly DeliveryRow[]
  /** What silences kept back; left out where nothing was. */
  readonly silenced?: readonly SilencedRow[]
  /** What counts for rules that count, each pair once; left out where there is none. */
  readonly counted?: readonly CountedRow[]
  /** What rules are to be asked about again, each pair once; left out where there is nothing. */
  readonly postponed?: readonly PostponedRow[]
  /** Rules that wait for silence and have heard something; left out where there is none. */
  readonly heard?: readonly { readonly ruleId: string }[]
  /** Changes other than those of incidents and alerts. */
  readonly changes: readonly Change[]
}

/** A common table expression of the statement, with the list that is its value; left out where it has nothing to do. */
interface Listed {
  readonly part: Part
  readonly rows: readonly object[] | null
}

/**
 * Writes a batch in one statement: incidents with their revisions, reports, decisions, alerts, deliveries and changes.
 * It counts on the position of the head of the feed that it was planned on, and on the zones and rules that it was
 * measured against: where either has moved, it writes nothing and gives no row.
 *
 * It has no part for what the batch has none of: most batches are news alone, and a part costs as much as several rows,
 * whether it writes any or not. There is a prepared statement for each choice of parts that occurs.
 */
export function storeBatch(write: Write): Statement {
  const values: unknown[] = [write.head, write.now, write.base, write.watch]
  const chosen = listedOf(write)
  const texts = chosen.map(({ part, rows }) => {
    if (rows !== null) values.push(JSON.stringify(rows))
    return part.sql(values.length)
  })
  const told = chosen.flatMap(({ part }) => (part.told === undefined ? [] : [part.told]))
  const hasChanges = write.changes.length > 0
  if (hasChanges) told.push(toldChanges(values.push(JSON.stringify(write.changes))))
  const ends = told.length === 0 ? [] : [parts.changed(told.join(' union all '))]
  const bits = chosen.reduce((sum, { part }) => sum + part.bit, hasChanges ? 1 : 0)
  const text = `with ${[parts.head, ...texts, ...ends].join(',')} select seq, $2::timestamptz as at from head`
  return { name: `store-${bits.toString(36)}`, text, values }
}

/** The parts that a batch needs, in the order in which one builds on another. */
function listedOf(write: Write): readonly Listed[] {
  const incidents = incidentsOf(write)
  const put = new Set(incidents.map((it) => it.put))
  const { sources, reports, alerts, events, deliveries } = write
  const { raised = [], silenced = [], counted = [], heard = [], postponed = [] } = write
  const lists: readonly Listed[] = [
    { part: parts.sources, rows: sources },
    { part: write.history === true ? parts.history : parts.incidents, rows: incidents },
    { part: parts.reports, rows: reports },
    { part: write.escalates === true ? parts.escalating : parts.raised, rows: raised },
    { part: parts.acted, rows: alerts },
    { part: parts.events, rows: events },
    { part: parts.deliveries, rows: deliveries },
    { part: parts.silenced, rows: silenced },
    { part: parts.counted, rows: counted },
    { part: parts.heard, rows: heard },
    { part: parts.postponed, rows: postponed },
  ]
  const builtOn = (part: Part, isNeeded: boolean): readonly Listed[] => (isNeeded ? [{ part, rows: null }] : [])
  return [
    ...lists.filter(({ rows }) => rows === null || rows.length > 0),
    ...builtOn(parts.begun, put.has('new')),
    ...builtOn(parts.again, put.has('again')),
  ]
}

/** Of several revisions of an incident in one batch the last is what is believed; the others are past already. */
function incidentsOf({ incidents }: Write) {
  const latest = new Map(incidents.map(({ incident }) => [incident.id, incident.revision]))
  const begun = new Set(incidents.flatMap(({ incident }) => (incident.revision === 1 ? [incident.id] : [])))
  return incidents.map(({ incident: body, sourceId, contentHash, decisions }) => {
    const isLatest = latest.get(body.id) === body.revision
    const put = isLatest ? (begun.has(body.id) ? 'new' : 'again') : 'past'
    return { put, body, sourceId, decisions, contentHash }
  })
}
