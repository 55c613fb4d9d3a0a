import type { Instant, Rule } from '@cordon/alerts'
import type { Statement } from '../database.js'

/*
 * A row of `absence` is the clock of a rule that waits for silence: when it heard its last message (`since`), when it
 * misses the next (`due_at`; null where it does not wait), and the silence that was told, while that lasts.
 */

/** A rule that has missed what it waits for, with where that is told. */
export interface MissedRow {
  readonly rule: Rule
  readonly since: Instant
  readonly dueAt: Instant
  readonly zoneName: string
  readonly lon: number
  readonly lat: number
}

/** Rules whose silence has lasted long enough and is not told yet. What the house tells everybody sees, so no private zone's is. */
export function absencesDue(now: Instant, limit: number): Statement {
  return {
    name: 'absences-due',
    text: `
      select v.body as rule, a.since, a.due_at as "dueAt", z.name as "zoneName", ST_X(p.g) as lon, ST_Y(p.g) as lat
      from absence a
      join rule r on r.id = a.rule_id
      join rule_version v on v.rule_id = r.id and v.version = r.version
      join zone z on z.id = r.zone_id and not z.archived and z.visibility = 'public'
      cross join lateral (select ST_PointOnSurface(z.shape::geometry) as g) p
      where a.due_at <= $1::timestamptz and a.incident_id is null order by a.due_at limit $2`,
    values: [now, limit],
  }
}

/** A silence that was told and is over. */
export interface HeardRow {
  readonly ruleId: string
  readonly incidentId: string
  readonly since: Instant
}

/** Silences that are over: something was heard since, or the rule was changed. */
export function absencesOver(limit: number): Statement {
  return {
    name: 'absences-over',
    text: `
      select rule_id as "ruleId", incident_id as "incidentId", since from absence
      where incident_id is not null and since > silent_since limit $1`,
    values: [limit],
  }
}

/** Notes that a silence was told. Where something was heard meanwhile it is over at once, and told so by the next pass. */
export function noteAbsence(ruleId: string, { since, incidentId }: Omit<HeardRow, 'ruleId'>): Statement {
  return {
    name: 'note-absence',
    text: `update absence set silent_since = $2::timestamptz, incident_id = $3 where rule_id = $1 and incident_id is null`,
    values: [ruleId, since, incidentId],
  }
}

/** Notes that it was told that a silence is over. */
export function endAbsence({ ruleId, incidentId }: Omit<HeardRow, 'since'>): Statement {
  return {
    name: 'end-absence',
    text: `update absence set silent_since = null, incident_id = null where rule_id = $1 and incident_id = $2`,
    values: [ruleId, incidentId],
  }
}

/** Rules of a zone that wait for silence. */
export function waitingInZone(zoneId: string): Statement {
  return {
    name: 'waiting-in-zone',
    text: `select a.rule_id as id from absence a join rule r on r.id = a.rule_id where r.zone_id = $1 and a.due_at is not null`,
    values: [zoneId],
  }
}

/** Has the rules of a zone that wait for silence wait from now on. */
export function waitAnew(zoneId: string, now: Instant): Statement {
  return {
    name: 'wait-anew',
    text: `
      update absence a set since = $2::timestamptz, due_at = $2::timestamptz + a.hours * interval '1 hour'
      from rule r where r.id = a.rule_id and r.zone_id = $1 and a.due_at is not null`,
    values: [zoneId, now],
  }
}
