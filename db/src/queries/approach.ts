import type { Instant } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** A threat that came too early for a rule, and when it is held against it again. */
export interface ApproachRow {
  readonly incidentId: string
  readonly ruleId: string
  readonly dueAt: Instant
}

/** A threat whose window is near for some rule. */
export interface NearRow {
  readonly incidentId: string
  readonly revision: number
  /** Whether a rule that waited for it has not told of it yet, and it is still believed. */
  readonly isAwaited: boolean
}

/** Threats whose windows are near by now. */
export function approachesDue(now: Instant, limit: number): Statement {
  return {
    name: 'approaches-due',
    text: `
      select p.incident_id as "incidentId", i.revision, i.status not in ('refuted', 'merged', 'withdrawn') and bool_or(
        not exists (select from alert a where a.incident_id = p.incident_id and a.rule_id = p.rule_id)
      ) as "isAwaited"
      from (select * from approach where due_at <= $1::timestamptz order by due_at limit $2) p
      join incident i on i.id = p.incident_id
      group by p.incident_id, i.revision, i.status order by min(p.due_at)`,
    values: [now, limit],
  }
}

/** Forgets what of a threat was due by a moment. */
export function endApproach(incidentId: string, now: Instant): Statement {
  return {
    name: 'end-approach',
    text: `delete from approach where incident_id = $1 and due_at <= $2::timestamptz`,
    values: [incidentId, now],
  }
}

/** Keeps when threats that are known are to be held against a rule. */
export function keepApproaches(rows: readonly ApproachRow[]): Statement {
  return {
    name: 'keep-approaches',
    text: `
      insert into approach (incident_id, rule_id, due_at) select "incidentId", "ruleId", "dueAt"
      from jsonb_to_recordset($1::jsonb) as k("incidentId" uuid, "ruleId" uuid, "dueAt" timestamptz)
      on conflict (incident_id, rule_id) do update set due_at = excluded.due_at`,
    values: [JSON.stringify(rows)],
  }
}
