import type { AlertState, DeliveryState } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Where a page of a list ended: the ordering instant and the id. */
export type Position = readonly [at: string, id: string]

export interface AlertFilter {
  readonly audiences: readonly string[]
  readonly states: readonly AlertState[] | null
  readonly zoneId: string | null
  readonly incidentId: string | null
  /** An account's id, or its name. */
  readonly owner: string | null
  readonly after: Position | null
  readonly limit: number
}

/** Alerts that the audiences may see, latest first. */
export function alertsPage(filter: AlertFilter): Statement {
  return {
    name: 'alerts-page',
    text: `
      select a.body from alert a
      where a.audience = any($1::text[]) and ($2::text[] is null or a.state = any($2::text[]))
        and ($3::uuid is null or a.rule_id in (select r.id from rule r where r.zone_id = $3::uuid)) and ($4::uuid is null or a.incident_id = $4::uuid)
        and ($5::text is null or a.owner_id::text = $5::text or a.body->>'ownerName' = $5::text)
        and ($6::timestamptz is null or (a.raised_at, a.id) < ($6::timestamptz, $7::uuid))
      order by a.raised_at desc, a.id desc limit $8`,
    values: [
      filter.audiences,
      filter.states,
      filter.zoneId,
      filter.incidentId,
      filter.owner,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  }
}

/** One alert, if the audiences may see it. */
export function alertById(id: string, audiences: readonly string[]): Statement {
  return {
    name: 'alert-by-id',
    text: `select body, audience from alert where id = $1 and audience = any($2::text[])`,
    values: [id, audiences],
  }
}

/** The same, locked until the transaction ends. */
export function alertForChange(id: string, audiences: readonly string[]): Statement {
  const { text } = alertById(id, audiences)
  return { name: 'alert-for-change', text: `${text} for update`, values: [id, audiences] }
}

/** Lets the alerts of a zone follow its audience. */
export function moveAlerts(zoneId: string, audience: string): Statement {
  return {
    name: 'move-alerts',
    text: `
      update alert set audience = $2
      where rule_id in (select id from rule where zone_id = $1::uuid) and audience <> $2`,
    values: [zoneId, audience],
  }
}

/** All that happened to an alert, in order. That it was raised stands in the alert itself. */
export function eventsOfAlert(id: string): Statement {
  return {
    name: 'events-of-alert',
    text: `
      select id as "alertId", 1 as revision, raised_at as at, 'Cordon' as by, 'raised' as what, null as detail
      from alert where id = $1
      union all
      select alert_id, revision, at, by, what, detail from alert_event where alert_id = $1
      order by revision`,
    values: [id],
  }
}

/** Shelved alerts whose time has come, locked; those that another node holds are passed over. */
export function shelvedUntil(now: string, limit: number): Statement {
  return {
    name: 'shelved-until',
    text: `
      select body, audience from alert where state = 'shelved' and shelved_until <= $1
      order by shelved_until limit $2 for update skip locked`,
    values: [now, limit],
  }
}

const deliveryColumns = `
  d.id, d.alert_id as "alertId", d.channel, d.address, d.state, d.tries, d.due_at as "dueAt", d.sent_at as "sentAt",
  d.last_error as "lastError"`

export interface DeliveryFilter {
  readonly audiences: readonly string[]
  readonly states: readonly DeliveryState[] | null
  readonly alertId: string | null
  readonly after: Position | null
  readonly limit: number
}

/** Deliveries of alerts that the audiences may see, latest first. */
export function deliveriesPage(filter: DeliveryFilter): Statement {
  return {
    name: 'deliveries-page',
    text: `
      select ${deliveryColumns} from delivery d join alert a on a.id = d.alert_id
      where a.audience = any($1::text[]) and ($2::text[] is null or d.state = any($2::text[]))
        and ($3::uuid is null or d.alert_id = $3::uuid)
        and ($4::timestamptz is null or (d.due_at, d.id) < ($4::timestamptz, $5::uuid))
      order by d.due_at desc, d.id desc limit $6`,
    values: [
      filter.audiences,
      filter.states,
      filter.alertId,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  }
}

/** Who looks at the page right now, and up to where in the change feed they were told. */
export interface Lookers {
  readonly audiences: readonly string[]
  readonly toldUpTo: number
}

/** Claims deliveries on the page that are due and whose alerts were told to those who look. */
export function claimPageDeliveries({ audiences, toldUpTo }: Lookers, now: string, limit: number): Statement {
  return {
    name: 'claim-page-deliveries',
    text: `
      update delivery d set state = 'sent', tries = d.tries + 1, sent_at = $2
      from (
        select d.id from delivery d join alert a on a.id = d.alert_id
        where d.state = 'due' and d.channel = 'page' and d.due_at <= $2 and a.audience = any($1::text[])
          and a.seq <= $4
        order by d.due_at limit $3 for update of d skip locked
      ) due
      where d.id = due.id
      returning ${deliveryColumns}`,
    values: [audiences, now, limit, toldUpTo],
  }
}

/** The latest alert that a rule raised for an incident, in any version of the rule. */
export function alertOfPair(incidentId: string, ruleId: string): Statement {
  return {
    name: 'alert-of-pair',
    text: `
      select body from alert where incident_id = $1 and rule_id = $2 order by rule_version desc limit 1`,
    values: [incidentId, ruleId],
  }
}
