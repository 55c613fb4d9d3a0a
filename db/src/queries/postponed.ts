import { severities, severityRank } from '@cordon/alerts'
import type { Instant, Postponed } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** What a rule is to be asked about again. */
export interface PostponedRow extends Postponed {
  readonly incidentId: string
  readonly ruleId: string
}

/** Order of severities in SQL, the worst last. */
const rank = `case i.severity ${severities.map((it) => `when '${it}' then ${severityRank(it)}`).join(' ')} end`

/** Incidents that rules are to be asked about again by now: the worst first, and of them the one that was kept first. */
export function postponedDue(now: Instant, limit: number): Statement {
  return {
    name: 'postponed-due',
    text: `
      select i.id from postponed p join incident i on i.id = p.incident_id where p.due_at <= $1::timestamptz
      group by i.id order by ${rank} desc, min(p.kept_since), i.id limit $2`,
    values: [now, limit],
  }
}

/**
 * What of incidents rules are to be asked about again by now. What was kept from somebody is told by a rule that has told
 * of it in an older version alone; that a window is near, by none that has in any.
 */
export function postponedOf(incidentIds: readonly string[], now: Instant): Statement {
  return {
    name: 'postponed-of',
    text: `
      select p.incident_id as "incidentId", p.rule_id as "ruleId", p.kept_since as "keptSince", p.due_at as "dueAt"
      from postponed p join rule r on r.id = p.rule_id join incident i on i.id = p.incident_id
      where p.incident_id = any($1::uuid[]) and p.due_at <= $2::timestamptz and not exists (
        select from alert a where a.incident_id = p.incident_id and a.rule_id = p.rule_id
          and (a.body->>'exercise')::boolean = i.exercise
          and (p.kept_since is null or a.rule_version = r.version)
      )`,
    values: [incidentIds, now],
  }
}

/** Since when a rule keeps an incident from somebody, where it does. */
export function keptSince(incidentId: string, ruleId: string): Statement {
  return {
    name: 'kept-since',
    text: `
      select kept_since as "keptSince" from postponed
      where incident_id = $1 and rule_id = $2 and kept_since is not null`,
    values: [incidentId, ruleId],
  }
}

/** Forgets what of incidents was due by a moment. */
export function endPostponed(incidentIds: readonly string[], now: Instant): Statement {
  return {
    name: 'end-postponed',
    text: `delete from postponed where incident_id = any($1::uuid[]) and due_at <= $2::timestamptz`,
    values: [incidentIds, now],
  }
}

/** Makes due at once what a silence has kept back, because somebody ended it before its time. */
export function bringForward(silenceId: string, now: Instant): Statement {
  return {
    name: 'bring-forward',
    text: `
      update postponed p set due_at = least(p.due_at, $2::timestamptz) from silenced s
      where s.silence_id = $1 and p.incident_id = s.incident_id and p.rule_id = s.rule_id`,
    values: [silenceId, now],
  }
}

const columns = `("incidentId" uuid, "ruleId" uuid, "keptSince" timestamptz, "dueAt" timestamptz)`

/** Keeps rows of `from`, a recordset: what was kept before is kept since then. */
export function putPostponed(value: string, more = ''): string {
  return `
    insert into postponed (incident_id, rule_id, kept_since, due_at)
    select p."incidentId", p."ruleId", p."keptSince", p."dueAt" from jsonb_to_recordset(${value}::jsonb) as p${columns}${more}
    on conflict (incident_id, rule_id) do update set due_at = excluded.due_at,
      kept_since = least(postponed.kept_since, excluded.kept_since)`
}

/** Keeps when a rule is to be asked about threats that came too early; what is kept from somebody stays due when that ends. */
export function keepEarly(rows: readonly PostponedRow[]): Statement {
  const text = `${putPostponed('$1')} where postponed.kept_since is null`
  return { name: 'keep-early', text, values: [JSON.stringify(rows)] }
}
