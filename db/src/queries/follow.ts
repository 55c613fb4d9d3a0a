import type { Statement } from '../database.js'
import { alertOf } from './alert-body.js'

/** Up to where in the feed alerts have followed their incidents, locked; no row where another node is at it. */
export function followedUpTo(): Statement {
  return { name: 'followed-up-to', text: `select seq from alert_followed for update skip locked`, values: [] }
}

/** Alerts have followed their incidents up to a place in the feed. */
export function followedTo(seq: number): Statement {
  return { name: 'followed-to', text: `update alert_followed set seq = $1`, values: [seq] }
}

/** The incidents that were revised behind a place in the feed: which, and how far that goes. */
export function revisedAfter(seq: number, limit: number): Statement {
  return {
    name: 'revised-after',
    text: `
      select id, seq, kind from change where seq > $1 and ((kind = 'incident' and revision > 1) or kind = 'history')
      order by seq limit $2`,
    values: [seq, limit],
  }
}

/** The alerts of incidents, locked, with whom they are told. */
export function alertsOfIncidents(incidentIds: readonly string[]): Statement {
  return {
    name: 'alerts-of-incidents',
    text: `select ${alertOf('alert')} as body, audience from alert where incident_id = any($1::uuid[]) order by id for update`,
    values: [incidentIds],
  }
}

/** Open alerts that a bulk change of incidents may have left behind. */
export function openAlertsLeftBehind(limit: number): Statement {
  return {
    name: 'open-alerts-left-behind',
    text: `
      select a.incident_id as id from alert a join incident i on i.id = a.incident_id
      where a.state <> 'closed' and i.status in ('refuted', 'merged', 'withdrawn') and a.body->>'clearedAt' is null
      limit $1`,
    values: [limit],
  }
}
