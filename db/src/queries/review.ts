import type { FeedKept, Handled, Incident, Shift, Severity, Unfired } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** The time that is looked back on, and whose alerts. */
export interface Reviewed {
  readonly from: string
  readonly until: string
  readonly audiences: readonly string[]
}

/** What became of the alerts that rose, the latest first; exercises are left out. */
export function alertsHandled({ from, until, audiences }: Reviewed, limit: number): Statement {
  return {
    name: 'alerts-handled',
    text: `
      select a.id, a.incident_id as "incidentId", a.zone_id as "zoneId", a.body->>'zoneName' as "zoneName", a.rule_id as "ruleId",
        a.body->>'ruleName' as "ruleName", a.raised_at as "raisedAt", s.at as "seenAt", k.at as "acknowledgedAt",
        k.by as "acknowledgedBy", a.closed_at as "closedAt", a.body->>'closedBy' as "closedBy",
        a.body->>'disposition' as disposition, e.steps as escalations
      from alert a
      cross join lateral (
        select min(d.sent_at) as at from delivery d where d.alert_id = a.id and d.channel = 'page'
      ) s
      left join lateral (
        select v.at, v.by from alert_event v where v.alert_id = a.id and v.what = 'acknowledged'
        order by v.revision limit 1
      ) k on true
      cross join lateral (
        select count(*)::int as steps from alert_event v where v.alert_id = a.id and v.what = 'escalated'
      ) e
      where a.raised_at >= $1::timestamptz and a.raised_at < $2::timestamptz and a.audience = any($3::text[])
        and not (a.body->>'exercise')::boolean
      order by a.raised_at desc, a.id desc limit $4`,
    values: [from, until, audiences, limit],
  }
}
export type HandledRow = Handled

/** The shifts that lasted in some of a time. */
export function shiftsDuring({ from, until }: Pick<Reviewed, 'from' | 'until'>): Statement {
  return {
    name: 'shifts-during',
    text: `
      select body from shift where began_at < $2::timestamptz and (ended_at is null or ended_at > $1::timestamptz)
      order by began_at desc, id desc limit 400`,
    values: [from, until],
  }
}
export interface ShiftDuringRow {
  readonly body: Shift
}

/** How many deliveries of a channel came to what; those in the page are told by looking. */
export interface DeliveredRow {
  readonly channel: string
  readonly sent: number
  readonly failed: number
  readonly due: number
}

/** What was owed outside the page for the alerts that rose. */
export function deliveredOutside({ from, until, audiences }: Reviewed): Statement {
  return {
    name: 'delivered-outside',
    text: `
      select d.channel, count(*) filter (where d.state = 'sent')::int as sent,
        count(*) filter (where d.state = 'dead')::int as failed, count(*) filter (where d.state = 'due')::int as due
      from alert a join delivery d on d.alert_id = a.id
      where a.raised_at >= $1::timestamptz and a.raised_at < $2::timestamptz and a.audience = any($3::text[])
        and not (a.body->>'exercise')::boolean and d.channel <> 'page'
      group by d.channel order by d.channel`,
    values: [from, until, audiences],
  }
}

/** A feed, and when it was silent. */
export interface FeedOutagesRow extends FeedKept {
  readonly id: string
}

/**
 * The feeds that are switched on or relied on, each with the outages that were told of it in some of a time, and those that
 * had one then, whatever has become of them since.
 */
export function outagesOfFeeds({ from, until }: Pick<Reviewed, 'from' | 'until'>): Statement {
  return {
    name: 'outages-of-feeds',
    text: `
      select f.id, f.content->>'name' as name, f.since, (f.content->>'required')::boolean as required,
        f.enabled and not f.removed as enabled, coalesce(o.outages, '[]') as outages
      from feed f cross join lateral (
        select json_agg(json_build_object('from', i.occurred_from, 'until', i.occurred_to)) as outages
        from incident i
        where i.type = 'feed-silent' and i.external_id like 'feed/' || f.id || '/%' and i.status <> 'withdrawn'
          and i.occurred_from < $2::timestamptz and coalesce(i.occurred_to, 'infinity') > $1::timestamptz
      ) o
      where o.outages is not null
        or not f.removed and (f.enabled or (f.content->>'required')::boolean) and f.since < $2::timestamptz
      order by f.content->>'name', f.id`,
    values: [from, until],
  }
}

/** What has to have been told, by whom it is asked. */
export interface Missing extends Reviewed {
  readonly severities: readonly Severity[]
  readonly grades: readonly string[]
  readonly limit: number
}

/** An incident of which no rule told, and why each that was asked did not. */
export interface UntoldRow {
  readonly body: Incident
  readonly unfired: readonly Unfired[]
  /** Of how many in all, this one with them. */
  readonly total: number
}

/**
 * What is known well and bad now, came in within reach of a rule, and raised no alert: each with the latest word of every
 * rule that was held against it, of the zones that the asker sees.
 */
export function incidentsMissed(it: Missing): Statement {
  return {
    name: 'incidents-missed',
    text: `
      with bad as (
        select i.id, i.revision, i.occurred_from from incident i
        where i.occurred_from >= $1::timestamptz and i.occurred_from < $2::timestamptz and i.kind = 'event'
          and i.severity = any($4::text[]) and i.grade = any($5::text[])
          and i.status not in ('refuted', 'merged', 'withdrawn') and not i.exercise
          and not exists (
            select from alert a
            where a.incident_id = i.id and a.audience = any($3::text[]) and not (a.body->>'exercise')::boolean)
          and not exists (
            select from archived_alert g where g.incident_id = i.id and g.audience = any($3::text[]))
      ),
      asked as (
        select distinct on (b.id, d.decision->>0) b.id, b.occurred_from, z.name as zone, d.decision
        from bad b join incident_revision v on v.incident_id = b.id and jsonb_typeof(v.decisions) = 'array'
        cross join lateral jsonb_array_elements(v.decisions) as d(decision)
        join rule r on r.id = (d.decision->>0)::uuid
        join zone z on z.id = r.zone_id and z.audience = any($3::text[])
        order by b.id, d.decision->>0, v.revision desc
      ),
      missed as (
        select a.id, a.occurred_from, count(*) over ()::int as total, json_agg(json_build_object(
          'ruleId', n.rule_id, 'ruleName', n.body->>'name', 'zoneName', a.zone, 'stage', a.decision->>4,
          'reason', a.decision->>5) order by a.zone, n.body->>'name') as unfired
        from asked a
        join rule_version n on n.rule_id = (a.decision->>0)::uuid and n.version = (a.decision->>1)::int
        group by a.id, a.occurred_from
      )
      select v.body, m.unfired, m.total
      from missed m join incident i on i.id = m.id
      join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      order by m.occurred_from desc, m.id desc limit $6`,
    values: [it.from, it.until, it.audiences, it.severities, it.grades, it.limit],
  }
}
