import type { Instant, Postponed } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** What a rule is to be asked about again. */
export interface PostponedRow extends Postponed {
  readonly incidentId: string
  readonly ruleId: string
}

/** An incident that some rule is to be asked about again by now. */
export interface DueRow {
  readonly incidentId: string
  readonly revision: number
  /** The rules that it is due for. */
  readonly ruleIds: readonly string[]
  /** Whether it came too early for all of them, rather than that it was kept from somebody. */
  readonly isEarly: boolean
  /**
   * Whether a rule that waited for it has not told of it yet, and it is still believed. What was kept from somebody is
   * told by a rule that has told of it in an older version alone; that a window is near, by none that has in any.
   */
  readonly isAwaited: boolean
}

/** Incidents that rules are to be asked about again by now; of those due at one moment the one first that was kept first. */
export function postponedDue(now: Instant, limit: number): Statement {
  return {
    name: 'postponed-due',
    text: `
      select p.incident_id as "incidentId", i.revision, array_agg(p.rule_id::text) as "ruleIds",
        bool_and(p.kept_since is null) as "isEarly",
        i.status not in ('refuted', 'merged', 'withdrawn') and bool_or(
          not exists (
            select from alert a where a.incident_id = p.incident_id and a.rule_id = p.rule_id
              and (p.kept_since is null or a.rule_version = r.version)
          )
        ) as "isAwaited"
      from (select * from postponed where due_at <= $1::timestamptz order by due_at, kept_since, incident_id limit $2) p
      join incident i on i.id = p.incident_id
      join rule r on r.id = p.rule_id
      group by p.incident_id, i.revision, i.status order by min(p.due_at), min(p.kept_since), p.incident_id`,
    values: [now, limit],
  }
}

/** Since when rules keep incidents from somebody; of those that came too early nothing. */
export function keptSince(incidentIds: readonly string[]): Statement {
  return {
    name: 'kept-since',
    text: `
      select incident_id as "incidentId", rule_id as "ruleId", kept_since as "keptSince", due_at as "dueAt"
      from postponed where incident_id = any($1::uuid[]) and kept_since is not null`,
    values: [incidentIds],
  }
}

/** Forgets what of an incident was due by a moment. */
export function endPostponed(incidentId: string, now: Instant): Statement {
  return {
    name: 'end-postponed',
    text: `delete from postponed where incident_id = $1 and due_at <= $2::timestamptz`,
    values: [incidentId, now],
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
