/** Kilometres that are read off a map at once. */
const round = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000]

/**
 * A distance for one ring more, in kilometres, beyond all rings that there are: the next ring of the zone itself, which is
 * drawn and listened to, else the first round one that is clearly wider. Where the widest leaves no room beyond it, the
 * widest round one that there is not yet.
 */
export function nextRing(kilometres: readonly number[], ofZone: readonly number[] = []): number {
  const widest = Math.max(0, ...kilometres.filter(Number.isFinite))
  const drawn = ofZone.toSorted((a, b) => a - b).find((it) => it > widest)
  if (drawn !== undefined) return drawn
  const beyond = widest === 0 ? 5 : round.find((it) => it >= Math.min(widest * 2, 1000) && it > widest)
  return beyond ?? round.findLast((it) => !kilometres.includes(it)) ?? 1
}
