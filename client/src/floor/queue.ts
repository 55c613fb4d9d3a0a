import { severityRank, type Alert } from '@cordon/alerts'
import { compareTexts } from '../ui/compareTexts.js'
import { isOpen } from '../world/world.js'
import { passes, type QueueTab, type QueueView } from './filter.js'
import type { Placed } from './grouping.js'

/** Who looks at it, and when. */
export interface Reader {
  readonly accountId: string
  readonly nowMs: number
  /** From when on an alert is overdue, in milliseconds since 1970; null where nobody is waited for. */
  readonly overdueMs: (alert: Alert) => number | null
}

const dayMs = 24 * 60 * 60_000

/** Whether an alert belongs to a tab. Each alert that is not closed is in "open" or in "shelved": none is in neither. */
export function isIn(tab: QueueTab, alert: Alert, { accountId, nowMs }: Omit<Reader, 'overdueMs'>): boolean {
  switch (tab) {
    case 'open':
      return alert.state === 'new' || alert.state === 'acknowledged'
    case 'mine':
      return isOpen(alert) && (alert.ownerId === accountId || calls(alert, accountId))
    case 'shelved':
      return alert.state === 'shelved'
    case 'closed':
      return alert.closedAt !== null && !isOpen(alert) && nowMs - Date.parse(alert.closedAt) < dayMs
  }
}

/** Whether an alert that waits has called somebody by name. */
function calls({ state, called }: Alert, accountId: string): boolean {
  return state === 'new' && called.includes(accountId)
}

/** The alerts of a view as they should stand. */
export function arranged(alerts: Iterable<Alert>, view: Omit<QueueView, 'by'>, reader: Reader): readonly Alert[] {
  const { tab, filter, order } = view
  const timed = [...alerts]
    .filter((alert) => isIn(tab, alert, reader))
    .map((alert) => ({ alert, lateMs: lateMs(alert, reader) }))
    .filter(({ alert, lateMs: late }) => passes(alert, filter, { accountId: reader.accountId, isOverdue: late > 0 }))
  return timed
    .toSorted(order === 'latest' ? lastRaisedFirst : tab === 'closed' ? lastClosedFirst : firstDue)
    .map(alertOf)
}

interface Timed {
  readonly alert: Alert
  /** For how long it has been overdue; 0 where it is not. */
  readonly lateMs: number
}

const alertOf = ({ alert }: Timed) => alert

function lateMs(alert: Alert, { nowMs, overdueMs }: Reader): number {
  const at = overdueMs(alert)
  return at === null || at > nowMs ? 0 : Math.max(1, nowMs - at)
}

/**
 * What is real and waits for somebody, overdue or unseen, stands above all that is played; what is played and waits
 * stands above what is in hand already, so that an exercise can be followed beside a long list of that.
 */
function standsIn({ alert, lateMs: late }: Timed): number {
  const waits = late > 0 || alert.acknowledgedAt === null
  return (waits ? 0 : 2) + Number(alert.exercise)
}

/**
 * What is real before what is played (`standsIn`); of each what is overdue first, the worst and then the longest
 * overdue; then what waits for a first look, of that what still holds before what is cleared, then the worst, then the
 * latest.
 */
function firstDue(one: Timed, other: Timed): number {
  const stands = standsIn(one) - standsIn(other)
  if (stands !== 0) return stands
  const [{ alert: a, lateMs: lateA }, { alert: b, lateMs: lateB }] = [one, other]
  const late = Number(lateB > 0) - Number(lateA > 0)
  const unseen = Number(b.acknowledgedAt === null) - Number(a.acknowledgedAt === null)
  const holds = Number(a.clearedAt !== null) - Number(b.clearedAt !== null)
  const worse = severityRank(b.severity) - severityRank(a.severity)
  return (
    late ||
    unseen ||
    holds ||
    worse ||
    lateB - lateA ||
    compareTexts(b.raisedAt, a.raisedAt) ||
    compareTexts(a.id, b.id)
  )
}

function lastRaisedFirst({ alert: a }: Timed, { alert: b }: Timed): number {
  return compareTexts(b.raisedAt, a.raisedAt) || compareTexts(a.id, b.id)
}

function lastClosedFirst({ alert: a }: Timed, { alert: b }: Timed): number {
  return compareTexts(b.closedAt ?? '', a.closedAt ?? '') || compareTexts(a.id, b.id)
}

/** A list that is being read: the rows that stand, in their order, and how many new ones wait. */
export interface Held {
  readonly rows: readonly Placed[]
  readonly waiting: number
  /** Whether they would stand otherwise if nobody were reading: in other groups. */
  readonly regrouped: boolean
}

/** A place in a list that stands. */
export interface Standing {
  readonly id: string
  readonly group: Placed['group']
}

/**
 * While a list is being read nothing in it moves: rows keep their places and their groups and show their latest state,
 * new ones wait and are counted. A row goes only when its alert belongs to the view no more.
 */
export function hold(standing: readonly Standing[], wanted: readonly Placed[]): Held {
  const byId = new Map(wanted.map((placed) => [placed.alert.id, placed]))
  const rows = standing.flatMap(({ id, group }) => {
    const placed = byId.get(id)
    return placed === undefined ? [] : [{ alert: placed.alert, group }]
  })
  const regrouped = rows.some(({ alert, group }) => byId.get(alert.id)?.group?.key !== group?.key)
  return { rows, waiting: wanted.length - rows.length, regrouped }
}

/**
 * Which row to go to when the one in hand is done with: the next one, the last one at the end, none in an empty list.
 * One that has left was followed, at its place `lastAt`, by its neighbour.
 */
export function rowAfter(rows: readonly Alert[], id: string, lastAt: number): Alert | null {
  const at = rows.findIndex((alert) => alert.id === id)
  if (at < 0) return rows[Math.min(Math.max(0, lastAt), rows.length - 1)] ?? null
  return rows[at + 1] ?? rows[at - 1] ?? null
}
