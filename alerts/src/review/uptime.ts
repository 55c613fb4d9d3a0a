/** When nothing was heard, or the time in which that is asked; in milliseconds since 1970. */
export interface Outage {
  readonly fromMs: number
  readonly untilMs: number
}

/** The share of a time in which none of the outages was, between 0 and 1; null where the time is empty. Outages may overlap. */
export function uptimeOver(outages: readonly Outage[], { fromMs, untilMs }: Outage): number | null {
  return untilMs <= fromMs ? null : 1 - downOver(outages, { fromMs, untilMs }) / (untilMs - fromMs)
}

/** How much of a time some of the outages were, in milliseconds; none of it is counted twice. */
export function downOver(outages: readonly Outage[], { fromMs, untilMs }: Outage): number {
  let [covered, down] = [fromMs, 0]
  for (const outage of outages.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const [from, until] = [Math.max(covered, outage.fromMs), Math.min(untilMs, outage.untilMs)]
    down += Math.max(0, until - from)
    covered = Math.max(covered, until)
  }
  return down
}
