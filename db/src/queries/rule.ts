import type { AlertEnd, Rule } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { alertOf } from './alert-body.js'

const saveSql = `
  with head as (
    update change_head set seq = seq + $1::int, watch = seq + $1::int returning seq - $1::int as base
  ),
  r as (
    select * from jsonb_to_recordset($2::jsonb) as r(at int, audience text, rule jsonb)
  ),
  saved as (
    insert into rule (id, version, seq, zone_id, owner_id, enabled, cooldown_minutes, escalation_id)
    select (rule->>'id')::uuid, (rule->>'version')::int, base + at, (rule->>'zoneId')::uuid, (rule->>'ownerId')::uuid,
      (rule->>'enabled')::boolean, (rule->>'cooldownMinutes')::float8, (rule->>'escalationId')::uuid
    from r, head
    on conflict (id) do update set version = excluded.version, seq = excluded.seq, enabled = excluded.enabled,
      cooldown_minutes = excluded.cooldown_minutes, escalation_id = excluded.escalation_id
  ),
  versions as (
    insert into rule_version (rule_id, version, recorded_at, body)
    select (rule->>'id')::uuid, (rule->>'version')::int, (rule->>'recordedAt')::timestamptz,
      rule || jsonb_build_object('seq', base + at)
    from r, head
  ),
  postponed_anew as (
    update postponed p set due_at = i.occurred_from - (rule->>'leadHours')::float8 * interval '1 hour'
    from r, head, incident i
    where p.rule_id = (rule->>'id')::uuid and i.id = p.incident_id and rule ? 'leadHours' and p.kept_since is null
  ),
  waits as (
    insert into absence (rule_id, hours, since, due_at)
    select (rule->>'id')::uuid, w.hours, (rule->>'recordedAt')::timestamptz,
      (rule->>'recordedAt')::timestamptz + w.hours * interval '1 hour'
    from r, head
    cross join lateral (
      select case when (rule->>'enabled')::boolean then (rule#>>'{absence,hours}')::float8 end as hours
    ) w
    where w.hours is not null or exists (select from absence a where a.rule_id = (rule->>'id')::uuid)
    on conflict (rule_id) do update set hours = excluded.hours, since = excluded.since, due_at = excluded.due_at
  ),
  changed as (
    insert into change (seq, kind, id, revision, audience, at, body)
    select base + at, 'rule', (rule->>'id')::uuid, (rule->>'version')::int, audience, (rule->>'recordedAt')::timestamptz,
      rule || jsonb_build_object('seq', base + at)
    from r, head
  )
  select base from head`

/** Stores new versions of rules, each with who may see it. */
export function saveRules(rules: readonly { readonly rule: Rule; readonly audience: string }[]): Statement {
  const rows = rules.map(({ rule, audience }, index) => ({ at: index + 1, audience, rule }))
  return { name: 'save-rules', text: saveSql, values: [rows.length, JSON.stringify(rows)] }
}

/** Rules in the given versions, for decisions. */
export function ruleVersions(keys: readonly { readonly id: string; readonly version: number }[]): Statement {
  return {
    name: 'rule-versions',
    text: `
      select v.body from rule_version v
      join unnest($1::uuid[], $2::int[]) as k(id, version) on v.rule_id = k.id and v.version = k.version`,
    values: [keys.map((key) => key.id), keys.map((key) => key.version)],
  }
}

/** The rules of one zone as they are now, by name. */
export function rulesOfZone(zoneId: string): Statement {
  return {
    name: 'rules-of-zone',
    text: `
      select v.body from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
      where r.zone_id = $1 order by v.body->>'name', r.id`,
    values: [zoneId],
  }
}

/** One rule as it is now. */
export function ruleById(id: string): Statement {
  return {
    name: 'rule-by-id',
    text: `
      select v.body from rule r join rule_version v on v.rule_id = r.id and v.version = r.version where r.id = $1`,
    values: [id],
  }
}

/** Locks a rule until the transaction ends; read it afterwards, since another may have changed it before the lock was had. */
export function lockRule(id: string): Statement {
  return { name: 'lock-rule', text: `select from rule where id = $1 for update`, values: [id] }
}

/** What became of one alert. */
export type AlertEndRow = AlertEnd

interface OfRule {
  readonly ruleId: string
  readonly from: string
  readonly audiences: readonly string[]
}

/** What became of every alert that a rule has raised since a time, of those that the audiences may see; exercises are left out. */
export function endsOfRule({ ruleId, from, audiences }: OfRule): Statement {
  return {
    name: 'ends-of-rule',
    text: `
      select raised_at as "raisedAt", body->>'acknowledgedAt' as "acknowledgedAt", state,
        body->>'disposition' as disposition
      from alert where rule_id = $1 and raised_at >= $2::timestamptz and audience = any($3::text[])
        and not (body->>'exercise')::boolean`,
    values: [ruleId, from, audiences],
  }
}

/** The newest alerts of a rule since a time, exercises among them. */
export function latestOfRule({ ruleId, from, audiences, limit }: OfRule & { readonly limit: number }): Statement {
  return {
    name: 'latest-of-rule',
    text: `
      select ${alertOf('alert')} as body from alert
      where rule_id = $1 and raised_at >= $2::timestamptz and audience = any($3::text[])
      order by raised_at desc, id desc limit $4`,
    values: [ruleId, from, audiences, limit],
  }
}

/** When a rule told of an incident, and when what it told of came: earlier, where that was kept for later. */
export interface ToldTimes {
  readonly raisedAt: string
  readonly cameAt: string
}

interface Around {
  readonly ruleId: string
  readonly at: string
  readonly cooldownMinutes: number
  readonly exercise: boolean
}

/** What a rule told within its cooldown before a time, or of what came within it before or after; the first told first. */
export function toldAround({ ruleId, at, cooldownMinutes, exercise }: Around): Statement {
  return {
    name: 'told-around',
    text: `
      select a.raised_at as "raisedAt", v.recorded_at as "cameAt"
      from alert a
      join incident_revision v on v.incident_id = a.incident_id and v.revision = (a.body->>'incidentRevision')::int
      cross join lateral (select $2::timestamptz as at, $3::float8 * interval '1 minute' as cooldown) s
      where a.rule_id = $1 and a.raised_at > s.at - s.cooldown
        and (a.body->>'exercise')::boolean = $4 and (a.raised_at < s.at or (v.recorded_at > s.at - s.cooldown and v.recorded_at < s.at + s.cooldown))
      order by a.raised_at`,
    values: [ruleId, at, cooldownMinutes, exercise],
  }
}
