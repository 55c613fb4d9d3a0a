import type { AlertState, DeliveryState, Incident } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions, type Bind } from './conditions.js'
import { alertOf } from './alert-body.js'

/** Where a page of a list ended: the ordering instant and the id. */
export type Position = readonly [at: string, id: string]

/** What lies behind the last one of the page before, in the order of a list. */
function after(
  position: Position | null,
  { columns, bind }: { readonly columns: string; readonly bind: Bind },
): string[] {
  if (position === null) return []
  return [`${columns} < (${bind(position[0])}::timestamptz, ${bind(position[1])}::uuid)`]
}

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

/**
 * Alerts that the audiences may see, latest first. Only the conditions that are asked for are in the text: a plan for
 * any values would read every alert.
 */
export function alertsPage(filter: AlertFilter): Statement {
  const { values, bind, when } = conditions()
  const of = `a.audience = any(${bind(filter.audiences)}::text[])`
  const asked = [
    ...when(filter.states, (it) => `a.state = any(${it}::text[])`),
    ...when(filter.zoneId, (it) => `a.rule_id in (select r.id from rule r where r.zone_id = ${it}::uuid)`),
    ...when(filter.incidentId, (it) => `a.incident_id = ${it}::uuid`),
    ...when(filter.owner, (it) => `(a.owner_id::text = ${it} or a.body->>'ownerName' = ${it})`),
    ...after(filter.after, { columns: '(a.raised_at, a.id)', bind }),
  ]
  const text = `
    select ${alertOf('a')} as body from alert a where ${[of, ...asked].join(' and ')}
    order by a.raised_at desc, a.id desc limit ${bind(filter.limit)}`
  return { name: null, text, values }
}

/** One alert, if the audiences may see it. */
export function alertById(id: string, audiences: readonly string[]): Statement {
  return {
    name: 'alert-by-id',
    text: `select ${alertOf('alert')} as body, audience from alert where id = $1 and audience = any($2::text[])`,
    values: [id, audiences],
  }
}

/** The same, locked until the transaction ends. */
export function alertForChange(id: string, audiences: readonly string[]): Statement {
  const { text } = alertById(id, audiences)
  return { name: 'alert-for-change', text: `${text} for update`, values: [id, audiences] }
}

/** Which revision the incident of each of some alerts has; what the audiences may not see gives no row. */
export function revisionsBehindAlerts(ids: readonly string[], audiences: readonly string[]): Statement {
  return {
    name: 'revisions-behind-alerts',
    text: `
      select a.id as "alertId", i.revision from alert a join incident i on i.id = a.incident_id
      where a.id = any($1::uuid[]) and a.audience = any($2::text[])`,
    values: [ids, audiences],
  }
}

/** Several alerts, locked until the transaction ends; what the audiences may not see gives no row. */
export function alertsForChange(ids: readonly string[], audiences: readonly string[]): Statement {
  return {
    name: 'alerts-for-change',
    text: `
      select ${alertOf('alert')} as body, audience from alert
      where id = any($1::uuid[]) and audience = any($2::text[]) order by id for update`,
    values: [ids, audiences],
  }
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

/** What happened to alerts after the revisions in which they were read, in order. */
export function eventsAfter(read: readonly { readonly id: string; readonly revision: number }[]): Statement {
  return {
    name: 'events-after',
    text: `
      select e.alert_id as "alertId", e.revision, e.at, e.by, e.what, e.detail
      from unnest($1::uuid[], $2::int[]) as read (id, revision)
      join alert_event e on e.alert_id = read.id and e.revision > read.revision
      order by e.alert_id, e.revision`,
    values: [read.map(({ id }) => id), read.map(({ revision }) => revision)],
  }
}

/** Shelved alerts whose time has come, locked; those that another node holds are passed over. */
export function shelvedUntil(now: string, limit: number): Statement {
  return {
    name: 'shelved-until',
    text: `
      select ${alertOf('alert')} as body, audience from alert where state = 'shelved' and shelved_until <= $1
      order by shelved_until limit $2 for update skip locked`,
    values: [now, limit],
  }
}

const deliveryColumns = `
  d.id, d.alert_id as "alertId", d.sitrep_id as "sitrepId", d.alert_revision as "alertRevision", d.channel, d.kind, d.address,
  d.account_id as "accountId", d.answers, d.state, d.tries, d.due_at as "dueAt", d.sent_at as "sentAt",
  d.last_error as "lastError"`

export interface DeliveryFilter {
  readonly audiences: readonly string[]
  readonly states: readonly DeliveryState[] | null
  readonly alertId: string | null
  /** The id of a contact. */
  readonly address: string | null
  /** Leaves out what is told on the page. */
  readonly isOutside: boolean
  /** Whether what was told of reports is listed as well. */
  readonly reports: boolean
  readonly after: Position | null
  readonly limit: number
}

/** Deliveries of alerts that the audiences may see, and of reports where they are asked for, latest first. */
export function deliveriesPage(filter: DeliveryFilter): Statement {
  const { values, bind, when } = conditions()
  const seen = `a.audience = any(${bind(filter.audiences)}::text[])`
  const [join, of] = filter.reports ? ['left join', `(d.sitrep_id is not null or ${seen})`] : ['join', seen]
  const asked = [
    ...when(filter.states, (it) => `d.state = any(${it}::text[])`),
    ...when(filter.alertId, (it) => `d.alert_id = ${it}::uuid`),
    ...when(filter.address, (it) => `d.address = ${it}`),
    ...(filter.isOutside ? [`d.channel <> 'page'`] : []),
    ...after(filter.after, { columns: '(d.due_at, d.id)', bind }),
  ]
  const text = `
    select ${deliveryColumns} from delivery d ${join} alert a on a.id = d.alert_id
    where ${[of, ...asked].join(' and ')}
    order by d.due_at desc, d.id desc limit ${bind(filter.limit)}`
  return { name: null, text, values }
}

/** Who looks at the page right now, and up to where in the change feed they were told. */
export interface Lookers {
  readonly audiences: readonly string[]
  readonly toldUpTo: number
}

/**
 * Claims deliveries on the page that are due and whose alerts were told to those who look, the latest first. What is for
 * somebody alone waits until they look.
 */
export function claimPageDeliveries({ audiences, toldUpTo }: Lookers, now: string, limit: number): Statement {
  return {
    name: 'claim-page-deliveries',
    text: `
      update delivery d set state = 'sent', tries = d.tries + 1, sent_at = $2
      from (
        select d.id from delivery d join alert a on a.id = d.alert_id
        where d.state = 'due' and d.channel = 'page' and d.due_at <= $2 and a.audience = any($1::text[])
          and (d.address = 'room' or 'user:' || d.address = any($1::text[]))
          and a.seq <= $4
        order by d.due_at desc limit $3 for update of d skip locked
      ) due
      where d.id = due.id
      returning d.id`,
    values: [audiences, now, limit, toldUpTo],
  }
}

/**
 * The latest alert that a rule raised for an incident as what it is, real or an exercise, in any version of the rule. Looked
 * for by the incident, which has few alerts, never by the rule, which may have many.
 */
export function alertOfPair({ id, exercise }: Pick<Incident, 'id' | 'exercise'>, ruleId: string): Statement {
  return {
    name: 'alert-of-pair',
    text: `
      select ${alertOf('alert')} as body from alert where incident_id = $1 and rule_id is not distinct from $2
        and (body->>'exercise')::boolean = $3
      order by rule_version desc limit 1`,
    values: [id, ruleId, exercise],
  }
}
