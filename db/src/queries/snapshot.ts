import type { Statement } from '../database.js'
import { saidOfAlerts, storedAlerts } from './alert-body.js'

/** The dashboard's world for one viewer; read it in one repeatable-read transaction with the head of the feed. */
export interface SnapshotParts {
  readonly incidents: Statement
  readonly zones: Statement
  readonly rules: Statement
  readonly facilities: Statement
  /** As they are stored, with what is said of them elsewhere: for `alertsFrom`. */
  readonly alerts: Statement
  readonly said: Statement
  readonly total: Statement
}

/** What those see who belong to some audiences. */
export function snapshotParts(audiences: readonly string[], incidentLimit: number, closedSince: string): SnapshotParts {
  return {
    incidents: { name: 'snapshot-incidents', text: incidentsSql, values: [incidentLimit, audiences] },
    zones: { name: 'snapshot-zones', text: zonesSql, values: [audiences] },
    rules: { name: 'snapshot-rules', text: rulesSql, values: [audiences] },
    facilities: { name: 'snapshot-facilities', text: `select body from facility order by name, id`, values: [] },
    alerts: {
      name: 'snapshot-alerts',
      text: storedAlerts(inSight, 'a.raised_at desc, a.id desc'),
      values: [audiences, closedSince],
    },
    said: { name: 'snapshot-said', text: saidOfAlerts(inSight), values: [audiences, closedSince] },
    total: {
      name: 'snapshot-total',
      text: `select count(*)::int as total from incident where status <> 'withdrawn'`,
      values: [],
    },
  }
}

const incidentsSql = `
  select v.body from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
  where i.id in (
    (select id from incident where status <> 'withdrawn' order by occurred_from desc, id desc limit $1)
    union
    select incident_id from alert where state <> 'closed' and audience = any($2::text[])
  )`

/** An archived zone and its rules are part of the world while an alert of theirs is open: its escalation goes on. */
const isPart = `z.audience = any($1::text[]) and (not z.archived
  or z.id in (select zone_id from alert where state <> 'closed' and audience = any($1::text[])))`

const zonesSql = `
  select v.body from zone z join zone_version v on v.zone_id = z.id and v.version = z.version
  where ${isPart} order by z.name, z.id`

const rulesSql = `
  select v.body from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
  join zone z on z.id = r.zone_id
  where ${isPart}`

const inSight = `a.audience = any($1::text[]) and (a.state <> 'closed' or a.closed_at >= $2::timestamptz)`
