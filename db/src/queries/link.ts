import type { Incident, IncidentLink } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** A link with the incident at its other end as it is believed now; `family` are the ids on this side. */
export interface LinkRow {
  readonly body: IncidentLink
  readonly other: Incident
  readonly family: readonly string[]
}

/** The links of an incident and of those merged into it, standing ones first, the latest first. */
export function linksOf(id: string): Statement {
  return {
    name: 'links-of',
    text: `
      with family as (
        select $1::uuid || array(select incident_id from incident_merged where into_id = $1::uuid) as ids
      ), linked as (
        select l.* from family, incident_link l where l.from_id = any(family.ids)
        union
        select l.* from family, incident_link l where l.to_id = any(family.ids)
      )
      select l.body, v.body as other, family.ids as family
      from family, linked l
        join incident i on i.id = case when l.from_id = any((select ids from family)::uuid[]) then l.to_id else l.from_id end
        join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      order by l.is_removed, l.body #>> '{set,at}' desc, l.id`,
    values: [id],
  }
}

/** One link. */
export function linkById(id: string): Statement {
  return { name: 'link-by-id', text: `select body from incident_link where id = $1`, values: [id] }
}

/** The link of a kind that stands between two incidents, whoever comes first. */
export function linkBetween({ kind, fromId, toId }: Pick<IncidentLink, 'kind' | 'fromId' | 'toId'>): Statement {
  return {
    name: 'link-between',
    text: `
      select body from incident_link
      where least(from_id, to_id) = least($1::uuid, $2::uuid) and greatest(from_id, to_id) = greatest($1::uuid, $2::uuid)
        and kind = $3 and not is_removed`,
    values: [fromId, toId, kind],
  }
}

/** Notes a link, or that it was removed. Where somebody said the same at the same moment, theirs stays. */
export function noteLink(link: IncidentLink): Statement {
  return {
    name: 'note-link',
    text: `
      insert into incident_link (id, kind, from_id, to_id, is_removed, body)
      select $1, $2, $3, $4, $5, $6::jsonb
      where $5 or not exists (
        select from incident_link
        where least(from_id, to_id) = least($3::uuid, $4::uuid) and greatest(from_id, to_id) = greatest($3::uuid, $4::uuid)
          and kind = $2 and not is_removed
      )
      on conflict (id) do update set is_removed = excluded.is_removed, body = excluded.body
      where not incident_link.is_removed`,
    values: [link.id, link.kind, link.fromId, link.toId, link.removed !== null, JSON.stringify(link)],
  }
}
