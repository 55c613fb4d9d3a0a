import type { Alert, Handover, Incident, LogEntry, Shift } from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { Position } from './alert.js'
import { conditions } from './conditions.js'
import { alertOf } from './alert-body.js'

/** Stores a shift as it begins or as it is now. */
export function saveShift(shift: Shift): Statement {
  const { id, officer, beganAt, endedAt } = shift
  return {
    name: 'save-shift',
    text: `
      insert into shift (id, account_id, began_at, ended_at, body) values ($1, $2, $3, $4, $5)
      on conflict (id) do update set ended_at = excluded.ended_at, body = excluded.body`,
    values: [id, officer.id, beganAt, endedAt, JSON.stringify(shift)],
  }
}

export interface ShiftFilter {
  /** Only those that last. */
  readonly on: boolean
  readonly after: Position | null
  readonly limit: number
}

/** Shifts, the latest first. */
export function shiftsPage({ on, after, limit }: ShiftFilter): Statement {
  const { values, bind } = conditions()
  const asked = [
    'true',
    ...(on ? ['ended_at is null'] : []),
    ...(after === null ? [] : [`(began_at, id) < (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)`]),
  ]
  const text = `
    select body from shift where ${asked.join(' and ')} order by began_at desc, id desc limit ${bind(limit)}`
  return { name: null, text, values }
}

/** The shift in which somebody is on watch, locked until the transaction ends. */
export function shiftOf(accountId: string): Statement {
  return {
    name: 'shift-of',
    text: `select body from shift where account_id = $1 and ended_at is null for update`,
    values: [accountId],
  }
}

/** One shift, locked until the transaction ends. */
export function shiftForChange(id: string): Statement {
  return { name: 'shift-for-change', text: `select body from shift where id = $1 for update`, values: [id] }
}

export function shiftById(id: string): Statement {
  return { name: 'shift-by-id', text: `select body from shift where id = $1`, values: [id] }
}

export interface ShiftRow {
  readonly body: Shift
}

/** Stores a handover as it begins or as it is now. */
export function saveHandover(handover: Handover): Statement {
  const { id, state, from, begunAt } = handover
  return {
    name: 'save-handover',
    text: `
      insert into handover (id, state, from_id, begun_at, body) values ($1, $2, $3, $4, $5)
      on conflict (id) do update set state = excluded.state, body = excluded.body`,
    values: [id, state, from.id, begunAt, JSON.stringify(handover)],
  }
}

export interface HandoverRow {
  readonly body: Handover
}

/** Handovers, the latest first. */
export function handoversPage(after: Position | null, limit: number): Statement {
  return {
    name: 'handovers-page',
    text: `
      select body from handover where $1::timestamptz is null or (begun_at, id) < ($1::timestamptz, $2::uuid)
      order by begun_at desc, id desc limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

export function handoverById(id: string): Statement {
  return { name: 'handover-by-id', text: `select body from handover where id = $1`, values: [id] }
}

/** The same, locked until the transaction ends. */
export function handoverForChange(id: string): Statement {
  return { name: 'handover-for-change', text: `select body from handover where id = $1 for update`, values: [id] }
}

/** The handover that somebody has begun and not ended. */
export function openHandoverOf(accountId: string): Statement {
  return {
    name: 'open-handover-of',
    text: `select body from handover where from_id = $1 and state in ('draft', 'signed')`,
    values: [accountId],
  }
}

/** An alert that is not closed and that everybody may see, and who shelved it last. */
export interface OpenAlertRow {
  readonly body: Alert
  readonly audience: string
  readonly shelvedBy: string | null
}

/** Every alert that is not closed and that everybody may see; what is private stays with its owner. */
export function openAlerts(): Statement {
  return {
    name: 'open-alerts',
    text: `
      select ${alertOf('a')} as body, a.audience, (
        select v.by from alert_event v where v.alert_id = a.id and v.what = 'shelved' order by v.revision desc limit 1
      ) as "shelvedBy"
      from alert a where a.state <> 'closed' and a.audience = 'all'`,
    values: [],
  }
}

/** An incident that changed, and what it was before an instant. */
export interface ChangedIncidentRow {
  readonly body: Incident
  readonly before: Pick<Incident, 'severity' | 'status'> | null
}

/** Incidents that stand for themselves and changed since an instant, the latest by time of event first. */
export function incidentsChangedSince(since: string, limit: number): Statement {
  return {
    name: 'incidents-changed-since',
    text: `
      select v.body, (
        select jsonb_build_object('severity', p.body->>'severity', 'status', p.body->>'status')
        from incident_revision p where p.incident_id = i.id and p.recorded_at < $1::timestamptz
        order by p.revision desc limit 1
      ) as before
      from incident i join incident_revision v on v.incident_id = i.id and v.revision = i.revision
      where i.id in (select r.incident_id from incident_revision r where r.recorded_at >= $1::timestamptz)
        and i.status not in ('merged', 'withdrawn') and not i.history
        and (i.severity in ('extreme', 'severe') or i.status in ('confirmed', 'refuted'))
      order by i.occurred_from desc, i.id desc limit $2`,
    values: [since, limit],
  }
}

export interface NoteRow {
  readonly body: LogEntry
}

/** What people wrote into the log about what happened since an instant, where everybody may see it. */
export function notesSince(since: string, limit: number): Statement {
  return {
    name: 'notes-since',
    text: `
      select e.body from log_entry e
      where e.kind = 'note' and e.at >= $1::timestamptz and not exists (
        select from log_attachment l join alert a on a.id = l.thing_id
        where l.entry_id = e.id and l.kind = 'alert' and a.audience <> 'all')
      order by e.at desc, e.id desc limit $2`,
    values: [since, limit],
  }
}
