import type { Report } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'

const reportColumns = `
  r.id, r.incident_id as "incidentId", r.source_id as "sourceId", s.name as "sourceName", s.reliability,
  r.reliability as "reliabilityThen", r.credibility, r.origin, r.external_id as "externalId", r.title, r.body as text,
  r.link, coalesce(r.claims, '[]') as claims, r.reported_at as "reportedAt", r.recorded_at as "recordedAt", r.revision,
  r.withdrawn`

/** The reports that tell the given incidents, oldest first. */
export function reportsOf(incidentIds: readonly string[]): Statement {
  return {
    name: 'reports-of',
    text: `
      select ${reportColumns} from report r join source s on s.id = r.source_id
      where r.incident_id = any($1::uuid[]) order by r.recorded_at, r.id`,
    values: [incidentIds],
  }
}

/** All reports, latest first. */
export function reportsPage(after: Position | null, limit: number): Statement {
  return {
    name: 'reports-page',
    text: `
      select ${reportColumns} from report r join source s on s.id = r.source_id
      where $1::timestamptz is null or (r.recorded_at, r.id) < ($1::timestamptz, $2::uuid)
      order by r.recorded_at desc, r.id desc limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

/** A report by its id. */
export function reportById(id: string): Statement {
  return {
    name: 'report-by-id',
    text: `select ${reportColumns} from report r join source s on s.id = r.source_id where r.id = $1`,
    values: [id],
  }
}

/** By what a message may be known again; null where it has none of it. */
export interface ReportKeys {
  readonly sourceId: string
  readonly externalId: string | null
  readonly link: string | null
  /** Hash of what it says, in hexadecimal. */
  readonly contentHash: string | null
}

/** Keys by which a report is known beside what it says itself: those of other versions of its message. */
export interface ReportKeyRow extends ReportKeys {
  readonly reportId: string
}

/** Notes by what else reports are known. */
export function noteReportKeys(rows: readonly ReportKeyRow[]): Statement {
  return {
    name: 'note-report-keys',
    text: `
      insert into report_key (report_id, source_id, external_id, link, content_hash)
      select k."reportId", k."sourceId", k."externalId", k.link, decode(k."contentHash", 'hex')
      from jsonb_to_recordset($1::jsonb)
        as k("reportId" uuid, "sourceId" text, "externalId" text, link text, "contentHash" text)`,
    values: [JSON.stringify(rows)],
  }
}

const elsewhere = `a.report_id, jsonb_build_object('sourceId', a.source_id, 'externalId', a.external_id, 'link', a.link,
          'contentHash', encode(a.content_hash, 'hex'))`

// The limits keep the planner, which takes the keys for many, from reading every report into a hash.
/**
 * Reports that came before with one of these keys, earliest first; `contentHash` says by what they said, `elsewhere` which
 * keys of another version of the message they were found by. One that is found in several ways comes several times.
 */
export function reportsAlike(keys: readonly ReportKeys[]): Statement {
  return {
    name: 'reports-alike',
    text: `
      with k as materialized (
        select * from jsonb_to_recordset($1::jsonb) as k("sourceId" text, "externalId" text, link text, "contentHash" text)
      ),
      found as materialized (
        select r.id, null::jsonb as elsewhere from k cross join lateral (
          select id from report where source_id = k."sourceId" and external_id = k."externalId" limit 1) r
        union
        select r.id, null from k cross join lateral (
          select id from report where link = k.link order by recorded_at, id limit 50) r
        union
        select r.id, null from k cross join lateral (
          select id from report where content_hash = decode(k."contentHash", 'hex') order by recorded_at, id limit 50) r
        union
        select ${elsewhere} from k cross join lateral (
          select * from report_key where source_id = k."sourceId" and external_id = k."externalId" limit 50) a
        union
        select ${elsewhere} from k cross join lateral (select * from report_key where link = k.link limit 50) a
        union
        select ${elsewhere} from k cross join lateral (
          select * from report_key where content_hash = decode(k."contentHash", 'hex') limit 50) a
      )
      select ${reportColumns}, encode(r.content_hash, 'hex') as "contentHash", found.elsewhere
      from found cross join lateral (select * from report where id = found.id limit 1) r
      join source s on s.id = r.source_id
      order by r.recorded_at, r.id`,
    values: [JSON.stringify(keys)],
  }
}

/** What reports said before their corrections. */
export function reportsBefore(ids: readonly string[]): Statement {
  return {
    name: 'reports-before',
    text: `select body as report from report_revision where report_id = any($1::uuid[]) order by report_id, revision`,
    values: [ids],
  }
}

/** What replaces a report's words, and what is kept of the ones before. */
export interface ReportChange {
  readonly before: Report
  readonly after: Report
  readonly at: string
  readonly by: string
  readonly reason: string
}

/** Corrects a report and keeps what it said before; nothing happens where somebody was faster. */
export function correctReport({ before, after, at, by, reason }: ReportChange): Statement {
  return {
    name: 'correct-report',
    text: `
      with corrected as (
        update report set credibility = b->>'credibility', origin = b->>'origin', title = b->>'title', body = b->>'text',
          link = b->>'link', claims = nullif(b->'claims', '[]'), reported_at = (b->>'reportedAt')::timestamptz,
          withdrawn = (b->>'withdrawn')::boolean, revision = revision + 1
        from (select $2::jsonb as b) said
        where id = (b->>'id')::uuid and revision = (b->>'revision')::int - 1
        returning id, revision
      )
      insert into report_revision (report_id, revision, body, replaced_at, replaced_by, reason)
      select id, revision - 1, $1::jsonb, $3, $4, $5 from corrected`,
    values: [JSON.stringify(before), JSON.stringify(after), at, by, reason],
  }
}

/** What a report said before each of its corrections, latest first, with who replaced it and why. */
export function reportRevisions(id: string): Statement {
  return {
    name: 'report-revisions',
    text: `
      select body as report, replaced_at as "replacedAt", replaced_by as "replacedBy", reason
      from report_revision where report_id = $1 order by revision desc`,
    values: [id],
  }
}
