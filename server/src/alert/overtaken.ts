import type { AlertEvent } from '@cordon/alerts'
import { eventsAfter, type Runner } from '@cordon/db'
import { house, type StoredAlert } from './take.js'

/** What somebody did last with an alert since it was read. */
export type Overtaken = Pick<AlertEvent, 'by' | 'at' | 'what'>

/**
 * Of the alerts that were read in an older revision, those with which somebody has done something since. What the house
 * does by itself overtakes nobody: an alert that was called for meanwhile can still be acknowledged.
 */
export async function overtaken(
  rows: readonly StoredAlert[],
  seen: Readonly<Record<string, number>>,
  run: Runner,
): Promise<ReadonlyMap<string, Overtaken>> {
  const older = rows.filter(({ body: { id, revision } }) => (seen[id] ?? revision) < revision)
  if (older.length === 0) return new Map()
  const read = older.map(({ body: { id } }) => ({ id, revision: seen[id] ?? 0 }))
  const events = await run.query<AlertEvent>(eventsAfter(read))
  const byPeople = events.filter(({ by }) => by !== house.name)
  return new Map(byPeople.map(({ alertId, by, at, what }) => [alertId, { by, at, what }]))
}
