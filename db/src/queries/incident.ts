import type { Statement } from '../database.js'
import { standsForItself } from './search.js'

/** Incidents that their sources reported before, by source and external id, locked against other writers. */
export function knownIncidents(keys: readonly { readonly sourceId: string; readonly externalId: string }[]): Statement {
  return {
    name: 'known-incidents',
    text: `
      select i.source_id as "sourceId", i.external_id as "externalId", encode(i.content_hash, 'hex') as "contentHash",
        v.body
      from unnest($1::text[], $2::text[]) as k(source_id, external_id)
      join incident i on i.source_id = k.source_id and i.external_id = k.external_id
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision`,
    values: [keys.map((key) => key.sourceId), keys.map((key) => key.externalId)],
  }
}

/** An incident as it is believed now. */
export function incidentById(id: string): Statement {
  return {
    name: 'incident-by-id',
    text: `
      select encode(i.content_hash, 'hex') as "contentHash", i.source_id as "sourceId", v.body
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision where i.id = $1`,
    values: [id],
  }
}

/** Incidents as they are believed now. */
export function incidentsById(ids: readonly string[]): Statement {
  return {
    name: 'incidents-by-id',
    text: `
      select encode(i.content_hash, 'hex') as "contentHash", i.source_id as "sourceId", v.body
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      where i.id = any($1::uuid[])`,
    values: [ids],
  }
}

/** An incident as it was believed at an instant. */
export function incidentAsOf(id: string, asOf: string): Statement {
  return {
    name: 'incident-as-of',
    text: `
      select body from incident_revision where incident_id = $1 and recorded_at <= $2 order by revision desc limit 1`,
    values: [id, asOf],
  }
}

/** Every revision of an incident, latest first. */
export function revisionsOf(id: string): Statement {
  return {
    name: 'revisions-of',
    text: `select body from incident_revision where incident_id = $1 order by revision desc`,
    values: [id],
  }
}

/** One revision of an incident. */
export function incidentRevision(id: string, revision: number): Statement {
  return {
    name: 'incident-revision',
    text: `select body from incident_revision where incident_id = $1 and revision = $2`,
    values: [id, revision],
  }
}

/** How much is stored, for one glance. */
export function figures(audiences: readonly string[]): Statement {
  return {
    name: 'figures',
    text: `
      select
        (select coalesce(json_object_agg(severity, n), '{}') from (
          select severity, count(*)::int as n from incident i where ${standsForItself('i')} group by severity) s) as "bySeverity",
        (select coalesce(json_object_agg(state, n), '{}') from (
          select state, count(*)::int as n from alert where audience = any($1::text[]) group by state) a) as alerts,
        (select count(*)::int from delivery d where d.state = 'due' and (d.alert_id is null or exists (
          select from alert a where a.id = d.alert_id and a.audience = any($1::text[])))) as "deliveriesDue"`,
    values: [audiences],
  }
}
