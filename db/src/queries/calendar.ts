import type { Calendar } from '@cordon/alerts'
import type { Statement } from '../database.js'

export interface CalendarRow {
  readonly body: Calendar
}

const saveSql = `
  with head as (
    update change_head set seq = seq + 1, watch = seq + 1 returning seq
  ),
  it as (
    select $1::jsonb || jsonb_build_object('seq', seq) as body, seq from head
  ),
  kept as (
    insert into calendar_source (hash, source) select $1::jsonb->>'sourceHash', $3 where $3::text is not null
    on conflict (hash) do nothing
  ),
  saved as (
    insert into calendar (id, version, seq, audience, archived, body)
    select (body->>'id')::uuid, (body->>'version')::int, seq, $2, (body->>'archived')::boolean, body from it
    on conflict (id) do update set version = excluded.version, seq = excluded.seq, audience = excluded.audience,
      archived = excluded.archived, body = excluded.body
    returning id
  ),
  versions as (
    insert into calendar_version (calendar_id, version, recorded_at, body)
    select s.id, (body->>'version')::int, (body->>'recordedAt')::timestamptz, body from it, saved s
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select seq, 'calendar', (body->>'id')::uuid, (body->>'version')::int, $2, (body->>'recordedAt')::timestamptz, body
    from it
  )
  select seq from head`

interface Saving {
  /** Who may see it. */
  readonly audience: string
  /** Null where it is the one of the version before. */
  readonly source: string | null
}

/** Stores a version of a calendar. What was planned before it is planned anew, as after a change of a rule. */
export function saveCalendar(calendar: Calendar, { audience, source }: Saving): Statement {
  return { name: 'save-calendar', text: saveSql, values: [JSON.stringify(calendar), audience, source] }
}

/** The calendars that some audiences see, by name; those that are archived are left out. */
export function calendarsVisible(audiences: readonly string[]): Statement {
  return {
    name: 'calendars-visible',
    text: `
      select body from calendar where not archived and audience = any($1::text[]) order by lower(body->>'name'), id`,
    values: [audiences],
  }
}

/** Calendars as they are now. */
export function calendarsById(ids: readonly string[]): Statement {
  return { name: 'calendars-by-id', text: `select body from calendar where id = any($1::uuid[])`, values: [ids] }
}

/** The versions of calendars that held at a time or have come since, the oldest first. */
export function calendarVersions(ids: readonly string[], from: string): Statement {
  return {
    name: 'calendar-versions',
    text: `
      select v.body from calendar_version v
      where v.calendar_id = any($1::uuid[]) and v.version >= coalesce((
        select max(w.version) from calendar_version w
        where w.calendar_id = v.calendar_id and w.recorded_at <= $2::timestamptz
      ), 1)
      order by v.calendar_id, v.version`,
    values: [ids, from],
  }
}

export interface CalendarSourceRow {
  readonly hash: string
  readonly source: string
}

export function calendarSources(hashes: readonly string[]): Statement {
  return {
    name: 'calendar-sources',
    text: `select hash, source from calendar_source where hash = any($1::text[])`,
    values: [hashes],
  }
}

/** A rule that goes by a calendar. */
export interface CalendarUseRow {
  readonly calendarId: string
  readonly ruleId: string
  readonly ruleName: string
  readonly zoneId: string
  readonly zoneName: string
  /** Who sees it. */
  readonly audience: string
}

/** The calendars that a version of a rule goes by: whatever of its hours names some. */
const named = `jsonb_path_query(v.body, 'lax $.*.calendars[*].id')#>>'{}'`

const uses = `
  select u."calendarId", r.id as "ruleId", v.body->>'name' as "ruleName", z.id as "zoneId", z.name as "zoneName",
    z.audience
  from rule r
  join rule_version v on v.rule_id = r.id and v.version = r.version
  join zone z on z.id = r.zone_id
  cross join lateral (select distinct ${named} as "calendarId") u
  where not z.archived`

/** The rules that go by calendars, of zones that are not archived; by zone and name. */
export function usesOfCalendars(ids: readonly string[]): Statement {
  return {
    name: 'uses-of-calendars',
    text: `${uses} and u."calendarId" = any($1::text[]) order by z.name, v.body->>'name', r.id`,
    values: [ids],
  }
}

/** The calendars that any rule goes by, as they are now. */
export function calendarsInUse(): Statement {
  return {
    name: 'calendars-in-use',
    text: `select c.body from calendar c where c.id::text in (select "calendarId" from (${uses}) it)`,
    values: [],
  }
}

/** The calendars that the rules of a zone go by. */
export function calendarsOfZone(zoneId: string): Statement {
  return {
    name: 'calendars-of-zone',
    text: `select c.body from calendar c where c.id::text in (select "calendarId" from (${uses} and z.id = $1) it)`,
    values: [zoneId],
  }
}

/** Makes due at once what rules have kept for later, because a calendar that they go by says something else now. */
export function bringForwardOf(ruleIds: readonly string[], now: string): Statement {
  return {
    name: 'bring-forward-of-rules',
    text: `
      update postponed set due_at = least(due_at, $2::timestamptz)
      where rule_id = any($1::uuid[]) and kept_since is not null`,
    values: [ruleIds, now],
  }
}
