/** Where the map of the wall goes one after another: the whole, then what needs somebody. */
export const stopMs = 15_000
/** More places than these would come round too seldom. */
const mostStops = 6

/** The thing that is looked at now, by the clock, so that it goes on the same on every wall; null for the whole. */
export function stopAt<T>(things: readonly T[], nowMs: number): T | null {
  const shown = things.slice(0, mostStops)
  const at = Math.floor(nowMs / stopMs) % (shown.length + 1)
  return at === 0 ? null : (shown[at - 1] ?? null)
}

/** A page that is open for weeks begins anew once a day, while nothing waits for anybody; after a day and a half in any case. */
export function isRenewalDue({ openMs, waiting, live }: { openMs: number; waiting: number; live: boolean }): boolean {
  const dayMs = 86_400_000
  return live && (openMs >= 1.5 * dayMs || (openMs >= dayMs && waiting === 0))
}
