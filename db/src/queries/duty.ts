import type { Escalation, Instant, Rotation } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { alertOf } from './alert-body.js'

/** Who is told when nobody comes, by what kind of thing says so. */
export interface DutyBodies {
  readonly escalation: Escalation
  readonly rotation: Rotation
}
export type DutyKind = keyof DutyBodies

/** Everything of a kind that was not taken off the list, by name. */
export function dutiesOf(kind: DutyKind): Statement {
  return {
    name: 'duties-of',
    text: `select body from duty where kind = $1 and not removed order by body->>'name', id`,
    values: [kind],
  }
}

/** One of a kind, locked until the transaction ends. */
export function dutyForChange(kind: DutyKind, id: string): Statement {
  return {
    name: 'duty-for-change',
    text: `select body from duty where kind = $1 and id = $2 and not removed for update`,
    values: [kind, id],
  }
}

/** One escalation that rules may name. */
export function escalationById(id: string): Statement {
  return {
    name: 'escalation-by-id',
    text: `select body from duty where kind = 'escalation' and id = $1 and not removed`,
    values: [id],
  }
}

/** Stores a version, and tells of it at the next place of the feed; `removed` takes it off the list. */
export function saveDuty<K extends DutyKind>(kind: K, body: DutyBodies[K], removed = false): Statement {
  return {
    name: 'save-duty',
    text: `
      with head as (update change_head set seq = seq + 1 returning seq),
      it as (select $3::jsonb || jsonb_build_object('seq', seq) as body, seq from head),
      saved as (
        insert into duty (id, kind, version, seq, removed, body) select $2::uuid, $1, $4::int, seq, $5::boolean, body from it
        on conflict (id) do update set version = excluded.version, seq = excluded.seq, removed = excluded.removed,
          body = excluded.body
      ),
      versions as (
        insert into duty_version (duty_id, version, recorded_at, removed, body)
        select $2::uuid, $4::int, $6::timestamptz, $5::boolean, body from it
      ),
      changed as (
        insert into change (seq, kind, id, revision, audience, at, body)
        select seq, $1, $2::uuid, $4::int, 'all', $6::timestamptz, body || jsonb_build_object('removed', $5::boolean) from it
      )
      select seq from head`,
    values: [kind, body.id, JSON.stringify(body), body.version, removed, body.recordedAt],
  }
}

/** A rule that has an escalation. */
export interface EscalationOfRule {
  readonly ruleId: string
  readonly body: Escalation
}

/** The escalations of rules, as they are now; rules without one give no row. */
export function escalationsOfRules(ruleIds: readonly string[]): Statement {
  return {
    name: 'escalations-of-rules',
    text: `
      select r.id as "ruleId", d.body from rule r join duty d on d.id = r.escalation_id
      where r.id = any($1::uuid[]) and not d.removed`,
    values: [ruleIds],
  }
}

/** How many rules use an escalation, and how many escalations a rotation. */
export function usesOfDuty(id: string): Statement {
  return {
    name: 'uses-of-duty',
    text: `
      select (select count(*)::int from rule where escalation_id = $1::uuid) as rules,
        (select count(*)::int from duty where kind = 'escalation' and not removed
          and body @? ('$.steps[*].tells[*] ? (@.kind == "rotation" && @.id == "' || $1::uuid || '")')::jsonpath
        ) as escalations`,
    values: [id],
  }
}

/** Open alerts whose rule has an escalation, or is a given rule: what their timers count may have changed. */
export function openAlertsOf(which: { readonly escalationId: string } | { readonly ruleId: string }): Statement {
  const byRule = 'ruleId' in which
  return {
    name: byRule ? 'open-alerts-of-rule' : 'open-alerts-of-escalation',
    text: `
      select ${alertOf('a')} as body from alert a join rule r on r.id = a.rule_id
      where a.state in ('new', 'acknowledged') and ${byRule ? 'r.id' : 'r.escalation_id'} = $1::uuid`,
    values: [byRule ? which.ruleId : which.escalationId],
  }
}

/** When the house acts on alerts next. */
export function setDue(due: readonly { readonly id: string; readonly at: Instant | null }[]): Statement {
  return {
    name: 'set-due',
    text: `
      update alert a set due_at = d.at from jsonb_to_recordset($1::jsonb) as d(id uuid, at timestamptz)
      where a.id = d.id and a.due_at is distinct from d.at`,
    values: [JSON.stringify(due)],
  }
}

/** Whether the house has something to do: read without a lock, so that nothing is written while it has not. */
export interface Waiting {
  readonly shelved: boolean
  readonly due: boolean
  readonly revised: boolean
}

/** How far an idle follower may fall behind the head of the feed before it moves on over what does not concern it. */
const restsFor = 2_000

/**
 * What of it waits at a moment. Asked every second, by a plan that may have been made when there was nothing: the first
 * of them is found by its index even then, where whatever merely exists would be looked for in all rows.
 */
export function waitingAt(now: Instant): Statement {
  return {
    name: 'waiting-at',
    text: `
      select coalesce((select min(shelved_until) <= $1 from alert where state = 'shelved'), false) as shelved,
        coalesce((select min(due_at) <= $1 from alert where due_at is not null), false) as due,
        h.seq - f.seq > ${restsFor} or (
          select min(c.seq) from change c
          where c.seq > f.seq and ((c.kind = 'incident' and c.revision > 1) or c.kind = 'history')
        ) is not null as revised
      from change_head h, alert_followed f`,
    values: [now],
  }
}

/** Alerts on which the house has to act, locked; those that another node holds are passed over. */
export function alertsDue(now: Instant, limit: number): Statement {
  return {
    name: 'alerts-due',
    text: `
      select ${alertOf('alert')} as body, audience from alert where due_at <= $1
      order by due_at limit $2 for update skip locked`,
    values: [now, limit],
  }
}

/** A rotation that steps of escalations name. */
export function rotationsById(ids: readonly string[]): Statement {
  return {
    name: 'rotations-by-id',
    text: `select body from duty where kind = 'rotation' and not removed and id = any($1::uuid[])`,
    values: [ids],
  }
}
