import { postponedOf, type PostponedRow, type Runner } from '@cordon/db'
import type { DraftBatch } from './draft-batch.js'
import type { Pair } from './plan.js'

/**
 * Of the pairs that are held again those that are due, each with since when it was kept for later. It is asked once nobody
 * else writes: what another node has done is due no more. Other pairs pass as they are, and ask nothing.
 */
export async function sinceKept(
  pairs: readonly Pair[],
  { drafted, held }: Pick<DraftBatch, 'drafted' | 'held'>,
  { run, now }: { readonly run: Runner; readonly now: string },
): Promise<readonly Pair[]> {
  if (held.length === 0) return pairs
  const rows = await run.query<PostponedRow>(
    postponedOf(
      held.map(({ incident }) => incident.id),
      now,
    ),
  )
  const dueOf = new Map(rows.map((it) => [`${it.incidentId} ${it.ruleId}`, it]))
  return pairs.flatMap((pair) => {
    if (pair.candidate.n < drafted.length) return [pair]
    const due = dueOf.get(`${pair.incident.id} ${pair.rule.id}`)
    if (due === undefined) return []
    return [due.keptSince === null ? pair : { ...pair, keptSince: due.keptSince }]
  })
}
