/** Alarm loads are counted over ten minutes. */
export const loadSpanMs = 10 * 60_000
/** How many incidents in ten minutes one officer can answer for hours (EEMUA 191, ISA-18.2). */
export const loadTarget = 1
/** More than this in ten minutes is a flood, which ends when fewer than `floodEndsBelow` come (EEMUA 191, ISA-18.2). */
export const floodAbove = 10
export const floodEndsBelow = 5

/** What rose of an incident. */
export interface Rose {
  readonly incidentId: string
  /** In milliseconds since 1970. */
  readonly atMs: number
}

/**
 * When somebody was called: what rises of one incident within ten minutes is one thing to answer, however many rules it
 * met. ISA-18.2 counts what the operator is told by itself; alerts of one incident come together and are answered together.
 */
export function callsOf(rose: readonly Rose[]): readonly number[] {
  const lastOf = new Map<string, number>()
  return rose
    .toSorted((a, b) => a.atMs - b.atMs)
    .flatMap(({ incidentId, atMs }) => {
      if (atMs - (lastOf.get(incidentId) ?? -Infinity) < loadSpanMs) return []
      lastOf.set(incidentId, atMs)
      return [atMs]
    })
}

/** Loads are looked back on over a watch of eight hours. */
export const loadHours = 8
const spansInHour = 6
const spans = loadHours * spansInHour

/** How many incidents called. */
export interface AlarmLoad {
  /** In each ten minutes of the last eight hours, the latest ones last. */
  readonly perSpan: readonly number[]
  readonly lastSpan: number
  readonly lastHour: number
}

/** Whether more called in the last hour than one officer can answer. */
export const isOverloaded = ({ lastHour }: AlarmLoad): boolean => lastHour > loadTarget * spansInHour

/** The load of the last eight hours, from when each incident called; in milliseconds since 1970. What is ahead of the clock rose now. */
export function alarmLoad(calledMs: readonly number[], nowMs: number): AlarmLoad {
  const perSpan = Array.from({ length: spans }, () => 0)
  for (const ms of calledMs) {
    const at = spans - 1 - Math.floor(Math.max(0, nowMs - ms) / loadSpanMs)
    perSpan[at] = (perSpan[at] ?? NaN) + 1
  }
  const counted = perSpan.slice(0, spans)
  const lastHour = counted.slice(-spansInHour).reduce((sum, n) => sum + n, 0)
  return { perSpan: counted, lastSpan: counted[spans - 1] ?? 0, lastHour }
}

/**
 * Since when there is a flood, in milliseconds since 1970; null where there is none. It depends on when incidents called
 * alone, so that every page says the same, whenever it was opened.
 */
export function floodSince(calledMs: readonly number[], nowMs: number): number | null {
  const rose = calledMs.map((ms) => Math.min(ms, nowMs)).toSorted((a, b) => a - b)
  const left = rose.map((ms) => ms + loadSpanMs)
  let [since, came, gone]: [number | null, number, number] = [null, 0, 0]
  for (const at of [...rose, ...left.filter((ms) => ms <= nowMs)].toSorted((a, b) => a - b)) {
    while ((rose[came] ?? Infinity) <= at) came++
    while ((left[gone] ?? Infinity) <= at) gone++
    if (came - gone > floodAbove) since ??= at
    if (came - gone < floodEndsBelow) since = null
  }
  return since
}
