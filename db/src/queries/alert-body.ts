import { asRaised, type Alert } from '@cordon/alerts'

/** What neither the columns of an alert that nobody has acted on nor its incident nor `asRaised` say. */
export type RaisedBody = Pick<
  Alert,
  | ('exercise' | 'ruleName' | 'severity' | 'zoneName' | 'certainty' | 'depthMetres')
  | ('zoneVersion' | 'bearingDegrees' | 'distanceMetres' | 'incidentRevision')
>

/** What the row of an alert says in its columns. */
const inColumns = (a: string) => `jsonb_build_object('id', ${a}.id, 'seq', ${a}.seq, 'ruleId', ${a}.rule_id,
  'zoneId', ${a}.zone_id, 'raisedAt', to_char(${a}.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'incidentId', ${a}.incident_id, 'ruleVersion', ${a}.rule_version)`

/** What the revision `v` of an incident says of the alerts that were raised for it. */
const inRevision = `(
  select jsonb_build_object('grade', i.grade, 'point', i.point, 'source', i.source, 'incidentKind', i.kind,
    'incidentType', i.type, 'occurredFrom', i."occurredFrom", 'incidentTitle', i.title,
    'timePrecision', coalesce(i."timePrecision", '"exact"'), 'uncertaintyMetres', i."uncertaintyMetres")
  from jsonb_to_record(v.body) as i(kind jsonb, type jsonb, grade jsonb, point jsonb, title jsonb, source jsonb,
    "occurredFrom" jsonb, "timePrecision" jsonb, "uncertaintyMetres" jsonb)
)`

const raisedFor = (a: string) => `(${a}.body->>'incidentRevision')::int`
const inIncident = (a: string) => `coalesce((
  select ${inRevision} from incident_revision v where v.incident_id = ${a}.incident_id and v.revision = ${raisedFor(a)}
), '{}')`

/**
 * An alert, of its row's alias. As long as nobody has done anything with it, its body says only what nothing else does: the
 * columns, the revision of its incident and what every alert is when it is raised say two thirds of it. Afterwards it says
 * all, as it does in rows that are older than this.
 */
export function alertOf(alias: string): string {
  const said = `case when ${alias}.body ? 'id' then '{}' else ${inColumns(alias)} || ${inIncident(alias)} end`
  return `('${JSON.stringify(asRaised)}'::jsonb || ${said} || ${alias}.body)`
}

/** An alert as it is stored, for `alertsFrom`. */
export interface StoredAlert extends Pick<
  Alert,
  'id' | 'seq' | 'ruleId' | 'zoneId' | 'raisedAt' | 'incidentId' | 'ruleVersion'
> {
  readonly body: Alert | RaisedBody
}

/** What a revision of an incident says of the alerts that were raised for it. */
export interface SaidOfAlerts {
  readonly id: string
  readonly revision: number
  readonly said: Required<Omit<Alert, keyof StoredAlert | keyof RaisedBody | keyof typeof asRaised>>
}

/** Many alerts as they are stored, by some conditions on `a`, in an order. */
export function storedAlerts(where: string, order: string): string {
  return `
    select a.id, a.seq, a.rule_id as "ruleId", a.zone_id as "zoneId", a.raised_at as "raisedAt",
      a.incident_id as "incidentId", a.rule_version as "ruleVersion", a.body
    from alert a where ${where} order by ${order}`
}

/** What is said elsewhere of the same alerts, once for each revision of an incident. */
export function saidOfAlerts(where: string): string {
  return `
    select v.incident_id as id, v.revision, ${inRevision} as said
    from (
      select distinct a.incident_id, ${raisedFor('a')} as revision from alert a where not (a.body ? 'id') and ${where}
    ) n join incident_revision v on v.incident_id = n.incident_id and v.revision = n.revision`
}

/**
 * As `alertOf` where there are many of few incidents, as in what a page begins with: put together here they take a third
 * of the time.
 */
export function alertsFrom(rows: readonly StoredAlert[], said: readonly SaidOfAlerts[]): readonly Alert[] {
  const byRevision = new Map(said.map((it) => [`${it.id} ${it.revision}`, it.said]))
  return rows.map((row) => {
    const { body } = row
    if ('id' in body) return { ...asRaised, ...body }
    const of = byRevision.get(`${row.incidentId} ${body.incidentRevision}`)
    if (of === undefined) throw new Error(`Alert ${row.id} was raised for an incident that is not stored.`)
    return alertFrom(row, body, of)
  })
}

/** Member by member, and what all have in common last: first, it made each take fifty times as long. */
function alertFrom(row: StoredAlert, own: RaisedBody, of: SaidOfAlerts['said']): Alert {
  return {
    id: row.id,
    seq: row.seq,
    ruleId: row.ruleId,
    zoneId: row.zoneId,
    raisedAt: row.raisedAt,
    incidentId: row.incidentId,
    ruleVersion: row.ruleVersion,
    exercise: own.exercise,
    ruleName: own.ruleName,
    severity: own.severity,
    zoneName: own.zoneName,
    certainty: own.certainty,
    depthMetres: own.depthMetres,
    zoneVersion: own.zoneVersion,
    bearingDegrees: own.bearingDegrees,
    distanceMetres: own.distanceMetres,
    incidentRevision: own.incidentRevision,
    grade: of.grade,
    point: of.point,
    source: of.source,
    incidentKind: of.incidentKind,
    incidentType: of.incidentType,
    occurredFrom: of.occurredFrom,
    incidentTitle: of.incidentTitle,
    timePrecision: of.timePrecision,
    uncertaintyMetres: of.uncertaintyMetres,
    ...asRaised,
  }
}
