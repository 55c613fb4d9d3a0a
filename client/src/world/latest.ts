import type { World } from './world.js'

/** When the latest news was taken in, in milliseconds since 1970; null while there is none. History is no news. */
export function latestReportMs(world: World): number | null {
  let latest = ''
  for (const { history, recordedAt } of world.incidents.values())
    if (!history && recordedAt > latest) latest = recordedAt
  return latest === '' ? null : Date.parse(latest)
}

/** An exercise is on while one of its alerts is open, or one of its incidents came in within the last half hour. */
export function exerciseIsOn(world: World, nowMs: number): boolean {
  for (const alert of world.alerts.values()) if (alert.exercise && alert.state !== 'closed') return true
  for (const incident of world.incidents.values()) {
    if (incident.exercise && nowMs - Date.parse(incident.recordedAt) < 30 * 60_000) return true
  }
  return false
}
