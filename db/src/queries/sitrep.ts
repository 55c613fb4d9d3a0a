import type { Claim, Facility, Sitrep, SitrepContent } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'

/** A report without what it tells of incidents. */
export type SitrepHead = Omit<Sitrep, 'content'>

export interface SitrepHeadRow {
  readonly body: SitrepHead
  /** The report that corrects it, if there is one. */
  readonly correctedBy: string | null
  /** The schedule that has drawn it up, or the first version of it. */
  readonly scheduleId: string | null
}

export interface SitrepRow extends SitrepHeadRow {
  readonly content: SitrepContent
}

const standing = `(select c.id from sitrep c where c.corrects = s.id) as "correctedBy", s.schedule_id as "scheduleId"`

/**
 * Stores a report as it begins or as it is now, and keeps this revision of what people say in it. Which schedule it is of
 * is said where it begins.
 */
export function saveSitrep({ content, ...head }: Sitrep, scheduleId: string | null = null): Statement {
  const { id, state, madeAt, corrects, revision } = head
  return {
    name: 'save-sitrep',
    text: `
      with saved as (
        insert into sitrep (id, state, made_at, corrects, body, content, schedule_id) values ($1, $2, $3, $4, $5, $6, $8)
        on conflict (id) do update set state = excluded.state, body = excluded.body, content = excluded.content
        returning id
      )
      insert into sitrep_revision (sitrep_id, revision, body) select id, $7, $5 from saved`,
    values: [id, state, madeAt, corrects, JSON.stringify(head), JSON.stringify(content), revision, scheduleId],
  }
}

/** Reports, the latest first. */
export function sitrepsPage(after: Position | null, limit: number): Statement {
  return {
    name: 'sitreps-page',
    text: `
      select s.body, ${standing} from sitrep s
      where $1::timestamptz is null or (s.made_at, s.id) < ($1::timestamptz, $2::uuid)
      order by s.made_at desc, s.id desc limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

export function sitrepById(id: string): Statement {
  return {
    name: 'sitrep-by-id',
    text: `select s.body, s.content, ${standing} from sitrep s where s.id = $1`,
    values: [id],
  }
}

/** What a report says of itself, without its content. */
export function sitrepBody(id: string): Statement {
  return { name: 'sitrep-body', text: `select s.body from sitrep s where s.id = $1`, values: [id] }
}

/** The same, locked until the transaction ends. */
export function sitrepForChange(id: string): Statement {
  const text = `select s.body, s.content, ${standing} from sitrep s where s.id = $1 for update of s`
  return { name: 'sitrep-for-change', text, values: [id] }
}

/** What a report said in each revision, the latest first. */
export function sitrepRevisions(id: string): Statement {
  return {
    name: 'sitrep-revisions',
    text: `select body from sitrep_revision where sitrep_id = $1 order by revision desc`,
    values: [id],
  }
}

/** Forgets a draft and all of its revisions. */
export function dropSitrep(id: string): Statement {
  return { name: 'drop-sitrep', text: `delete from sitrep where id = $1`, values: [id] }
}

/** What one report says of an incident, and whom it repeats. */
export interface ClaimsRow {
  readonly incidentId: string
  readonly source: string
  readonly origin: string | null
  readonly claims: readonly Claim[]
}

/**
 * What was said of incidents by what had been recorded at an instant, as it was said then. Reports of what is merged into
 * one of them are told with it, unless that stood for itself then and is asked for as well.
 */
export function claimsAsOf(incidentIds: readonly string[], asOf: string): Statement {
  return {
    name: 'claims-as-of',
    text: `
      with asked as (select unnest($1::uuid[]) as id),
      voice as (
        select id as incident_id, id as told_of from asked
        union all
        select m.incident_id, m.into_id from incident_merged m join asked a on a.id = m.into_id
        where not m.incident_id = any($1::uuid[])
      )
      select v.told_of as "incidentId", s.name as source, r.origin,
        coalesce(b.body->'claims', r.claims, '[]') as claims
      from voice v join report r on r.incident_id = v.incident_id join source s on s.id = r.source_id
      left join lateral (
        select p.body from report_revision p where p.report_id = r.id and p.replaced_at > $2::timestamptz
        order by p.revision limit 1
      ) b on true
      where r.recorded_at <= $2::timestamptz and not coalesce((b.body->>'withdrawn')::boolean, r.withdrawn)
      order by r.recorded_at, r.id`,
    values: [incidentIds, asOf],
  }
}

/** The camps that are guarded. */
export function campFacilities(): Statement {
  return { name: 'camp-facilities', text: `select body from facility where body->>'kind' = 'camp'`, values: [] }
}

export interface CampRow {
  readonly body: Facility
}
