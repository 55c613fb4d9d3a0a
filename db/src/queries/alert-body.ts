import { asRaised } from '@cordon/alerts'

/** What the row of an alert says in its columns. */
const inColumns = (a: string) => `jsonb_build_object('id', ${a}.id, 'seq', ${a}.seq, 'ruleId', ${a}.rule_id,
  'zoneId', ${a}.zone_id, 'raisedAt', to_char(${a}.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'incidentId', ${a}.incident_id, 'ruleVersion', ${a}.rule_version)`

/** What the revision of the incident says for which it was raised. */
const inIncident = (a: string) => `coalesce((
  select jsonb_build_object('grade', i.grade, 'point', i.point, 'source', i.source, 'incidentKind', i.kind,
    'incidentType', i.type, 'occurredFrom', i."occurredFrom", 'incidentTitle', i.title,
    'uncertaintyMetres', i."uncertaintyMetres")
  from incident_revision v cross join jsonb_to_record(v.body) as i(kind jsonb, type jsonb, grade jsonb, point jsonb,
    title jsonb, source jsonb, "occurredFrom" jsonb, "uncertaintyMetres" jsonb)
  where v.incident_id = ${a}.incident_id and v.revision = (${a}.body->>'incidentRevision')::int
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
