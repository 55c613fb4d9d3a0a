import { severities, severityRank, type Severity } from '@cordon/alerts'
import type { RingForm } from './moreForm.js'

/** Kilometres that are read off a map at once. */
const round = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000]

/**
 * One ring more of a rule, as its check demands it: farther rings ask for more, one step at a time. Null where no severity is
 * left for it.
 */
export function nextRing(rings: readonly RingForm[], ofZone: readonly number[] = []): RingForm | null {
  const known = rings.filter(({ km }) => Number.isFinite(km))
  const next = nextKilometres(
    known.map(({ km }) => km),
    ofZone,
  )
  const within = known.filter(({ km }) => km < next)
  const beyond = known.filter(({ km }) => km > next)
  const asks = (it: RingForm) => severityRank(it.minSeverity)
  const least = within.length === 0 ? severityRank('minor') : Math.max(...within.map(asks))
  const minSeverity = severityAbove(least)
  if (minSeverity === null || beyond.some((it) => asks(it) <= severityRank(minSeverity))) return null
  return { km: next, minSeverity }
}

function severityAbove(rank: number): Severity | null {
  return severities.findLast((it) => severityRank(it) > rank) ?? null
}

/**
 * A distance beyond all that there are, in kilometres: the next ring of the zone itself, which is drawn and listened to, else
 * the first round one that is clearly wider. Where the widest leaves no room beyond it, the widest round one that there is
 * not yet.
 */
export function nextKilometres(kilometres: readonly number[], ofZone: readonly number[] = []): number {
  const widest = Math.max(0, ...kilometres.filter(Number.isFinite))
  const drawn = ofZone.toSorted((a, b) => a - b).find((it) => it > widest)
  if (drawn !== undefined) return drawn
  const beyond = widest === 0 ? 5 : round.find((it) => it >= Math.min(widest * 2, 1000) && it > widest)
  return beyond ?? round.findLast((it) => !kilometres.includes(it)) ?? 1
}
