import {
  dueAt,
  houseName,
  step,
  type ActedBy,
  type Actor,
  type Alert,
  type AlertAction,
  type AlertEvent,
} from '@cordon/alerts'
import type { AlertRow, DeliveryRow, Write } from '@cordon/db'
import type { Result } from '../platform/result.js'
import { refusalOf } from './refusal.js'

/** Whoever acts when nobody does: the timers, and what follows from a change of an incident. */
export const house: Actor = { id: 'house', name: houseName }

/** An alert as it is stored, with who sees it. */
export interface StoredAlert {
  readonly body: Alert
  readonly audience: string
}

/** Steps that were taken: the alert afterwards, what to record of them, whom it is told, and when it is due next. */
export interface Taken extends AlertRow {
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly DeliveryRow[]
}

/** Takes several actions on one alert, all or none. */
export function takeAll(row: StoredAlert, actions: readonly AlertAction[], acted: ActedBy): Result<Taken> {
  let { body: alert } = row
  const events: AlertEvent[] = []
  for (const action of actions) {
    const next = step(alert, action, acted)
    if (!next.ok) return { ok: false, failure: refusalOf(next) }
    alert = next.alert
    events.push(next.event)
  }
  const due = dueAt(alert, acted.escalation ?? null)
  return { ok: true, value: { alert, audience: row.audience, dueAt: due, events, deliveries: [] } }
}

/** What several alerts write, each at its own place behind the head of the feed. */
export function writeOf(taken: readonly Taken[], head: number, now: string): Write {
  const nothing = { sources: [], incidents: [], reports: [], changes: [] }
  const alerts = taken.map(({ alert, audience, dueAt: due }, at) => ({
    alert: { ...alert, seq: head + at + 1 },
    audience,
    dueAt: due ?? null,
  }))
  return {
    now,
    base: head,
    head: head + alerts.length,
    watch: null,
    ...nothing,
    alerts,
    events: taken.flatMap((it) => it.events),
    deliveries: taken.flatMap((it) => it.deliveries),
  }
}
