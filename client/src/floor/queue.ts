import { severityRank, type Alert } from '@cordon/alerts'
import { isOpen, type World } from '../world/world.js'

/** The ways to see the queue. */
export const queueTabs = ['open', 'mine', 'shelved', 'closed'] as const
export type QueueTab = (typeof queueTabs)[number]

/** Who looks at it, and when. */
export interface Reader {
  readonly accountId: string
  readonly nowMs: number
}

const dayMs = 24 * 60 * 60_000

/** Whether an alert belongs to a tab. Each alert that is not closed is in "open" or in "shelved": none is in neither. */
export function isIn(tab: QueueTab, alert: Alert, { accountId, nowMs }: Reader): boolean {
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

/**
 * The alerts of a tab as they should stand: what waits for a first look first, of that what still holds before what is
 * cleared, then the worst, then the latest.
 */
export function arranged(world: World, tab: QueueTab, reader: Reader): readonly Alert[] {
  const alerts = [...world.alerts.values()].filter((alert) => isIn(tab, alert, reader))
  return alerts.toSorted(tab === 'closed' ? lastClosedFirst : firstToLookAt)
}

function firstToLookAt(a: Alert, b: Alert): number {
  const unseen = Number(b.acknowledgedAt === null) - Number(a.acknowledgedAt === null)
  const holds = Number(a.clearedAt !== null) - Number(b.clearedAt !== null)
  const worse = severityRank(b.severity) - severityRank(a.severity)
  return unseen || holds || worse || compare(b.raisedAt, a.raisedAt) || compare(a.id, b.id)
}

function lastClosedFirst(a: Alert, b: Alert): number {
  return compare(b.closedAt ?? '', a.closedAt ?? '') || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A list that is being read: the rows that stand, in their order, and how many new ones wait. */
export interface Held {
  readonly rows: readonly Alert[]
  readonly waiting: number
}

/**
 * While a list is being read nothing in it moves: rows keep their places and show their latest state, new ones wait
 * and are counted. A row goes only when its alert belongs to the tab no more.
 */
export function hold(standing: readonly string[], wanted: readonly Alert[]): Held {
  const byId = new Map(wanted.map((alert) => [alert.id, alert]))
  const rows = standing.map((id) => byId.get(id)).filter((alert) => alert !== undefined)
  return { rows, waiting: wanted.length - rows.length }
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
