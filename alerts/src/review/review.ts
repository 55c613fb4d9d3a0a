import type { Instant } from '../model.js'
import type { Shift } from '../shift/handover.js'
import { instantMs } from '../time.js'
import { grouped } from './grouped.js'
import type { Handled } from './handled.js'
import { timesOf, type Times } from './times.js'

/** How it went with some of the alerts: those of a zone, a rule, a shift or an officer. */
export interface ReviewRow {
  readonly key: string
  readonly name: string
  readonly alerts: number
  readonly seen: Times | null
  readonly acknowledged: Times | null
  readonly closed: Times | null
  /** How many of them were escalated. */
  readonly escalated: number
  /** How many are open still. */
  readonly open: number
}

/** By what alerts are told apart. */
export const reviewKinds = ['zone', 'rule', 'shift', 'officer'] as const
export type ReviewKind = (typeof reviewKinds)[number]

/** All of them in one row. */
export function reviewRow(alerts: readonly Handled[], { key, name }: Pick<ReviewRow, 'key' | 'name'>): ReviewRow {
  return {
    ...{ key, name, alerts: alerts.length },
    seen: timesTo(alerts, ({ seenAt }) => seenAt),
    acknowledged: timesTo(alerts, ({ acknowledgedAt }) => acknowledgedAt),
    closed: timesTo(alerts, ({ closedAt }) => closedAt),
    escalated: alerts.filter(({ escalations }) => escalations > 0).length,
    open: alerts.filter(({ closedAt }) => closedAt === null).length,
  }
}

/** What was closed without a step before will not take it any more. */
function timesTo(alerts: readonly Handled[], done: (alert: Handled) => Instant | null): Times | null {
  const open = alerts.filter((it) => done(it) === null && it.closedAt === null).length
  return timesOf(
    alerts.map((it) => [it.raisedAt, done(it)]),
    open,
  )
}

/** A row for each zone, those with most alerts first. */
export function byZone(alerts: readonly Handled[]): readonly ReviewRow[] {
  return rowsBy(alerts, ({ zoneId, zoneName }) => ({ key: zoneId, name: zoneName }))
}

/** A row for each rule; rules of two zones may be called alike. */
export function byRule(alerts: readonly Handled[]): readonly ReviewRow[] {
  return rowsBy(alerts, ({ ruleId, ruleName, zoneName }) => ({ key: ruleId, name: `${ruleName} · ${zoneName}` }))
}

/** A row for each shift in which any rose, the latest first: whoever was on watch then answers for them. */
export function byShift(alerts: readonly Handled[], shifts: readonly Shift[]): readonly ReviewRow[] {
  return shifts
    .toSorted((a, b) => (a.beganAt < b.beganAt ? 1 : -1))
    .map((shift) => {
      const rose = alerts.filter(({ raisedAt }) => isWithin(raisedAt, shift))
      return reviewRow(rose, { key: shift.id, name: shift.officer.name })
    })
    .filter((row) => row.alerts > 0)
}

function isWithin(at: string, { beganAt, endedAt }: Shift): boolean {
  return instantMs(at) >= instantMs(beganAt) && (endedAt === null || instantMs(at) < instantMs(endedAt))
}

/** A row for each officer: what they acknowledged first, and what they closed. When it was seen is nobody's own. */
export function byOfficer(alerts: readonly Handled[]): readonly ReviewRow[] {
  const names = new Set(alerts.flatMap(({ acknowledgedBy, closedBy }) => [acknowledgedBy, closedBy]))
  const rows = [...names].flatMap((name) => (name === null ? [] : [ofOfficer(alerts, name)]))
  return rows.toSorted(mostFirst)
}

function ofOfficer(alerts: readonly Handled[], name: string): ReviewRow {
  const theirs = alerts.filter((it) => it.acknowledgedBy === name || it.closedBy === name)
  const own = (by: string | null, at: string | null) => (by === name ? at : null)
  const took = (of: (it: Handled) => Instant | null) => timesOf(theirs.map((it) => [it.raisedAt, of(it)]))
  return {
    ...reviewRow(theirs, { key: name, name }),
    seen: null,
    acknowledged: took((it) => own(it.acknowledgedBy, it.acknowledgedAt)),
    closed: took((it) => own(it.closedBy, it.closedAt)),
  }
}

function rowsBy(alerts: readonly Handled[], nameOf: (alert: Handled) => Pick<ReviewRow, 'key' | 'name'>) {
  const rows = grouped(alerts, (alert) => nameOf(alert).key).flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [reviewRow(group, nameOf(first))]
  })
  return rows.toSorted(mostFirst)
}

function mostFirst(a: ReviewRow, b: ReviewRow): number {
  return b.alerts - a.alerts || (a.name < b.name ? -1 : 1)
}
