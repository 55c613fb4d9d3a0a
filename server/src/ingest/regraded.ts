import { cameAt, listeningSince, type CameRow, type ListeningRow, type Runner } from '@cordon/db'
import type { DraftBatch } from './draft-batch.js'
import type { Pair } from './plan.js'

/**
 * A new grade of a source changes what is believed of incidents that came long ago. A rule may still be told of those
 * that came while it watched; to each pair that a new grade brings is added when the incident came and since when the
 * rule, in its present version, watches where its zone is now. Everything else passes as it is, and asks nothing.
 */
export async function sinceWatched({ drafts, drafted, pairs }: DraftBatch, run: Runner): Promise<readonly Pair[]> {
  const regraded = new Set(drafts.flat().flatMap((it) => ('regraded' in it ? [it.working, ...(it.also ?? [])] : [])))
  if (regraded.size === 0) return pairs
  const asked = new Set(
    pairs.filter(({ candidate }) => {
      const it = drafted[candidate.n]
      return it !== undefined && regraded.has(it.working)
    }),
  )
  const came = await run.query<CameRow>(cameAt([...new Set([...asked].map(({ incident }) => incident.id))]))
  const watched = await run.query<ListeningRow>(
    listeningSince([...new Set([...asked].map(({ candidate }) => candidate.zoneId))]),
  )
  const cameOf = new Map(came.map((it) => [it.incidentId, it.at]))
  const sinceOf = new Map(watched.map((it) => [it.zoneId, it.at]))
  return pairs.map((pair) => {
    const { incident, rule, candidate } = pair
    const [at, drawn] = [cameOf.get(incident.id), sinceOf.get(candidate.zoneId)]
    if (!asked.has(pair) || at === undefined || drawn === undefined) return pair
    const since = drawn > rule.recordedAt ? drawn : rule.recordedAt
    return { ...pair, regraded: { cameAt: at, watchedSince: since } }
  })
}
