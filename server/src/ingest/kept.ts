import { keptSince, type PostponedRow, type Runner } from '@cordon/db'
import type { DraftBatch } from './draft-batch.js'
import type { Pair } from './plan.js'

/** Adds to each pair that is held against its rule again since when that was kept for later; asks nothing of others. */
export async function sinceKept(
  pairs: readonly Pair[],
  { drafted }: Pick<DraftBatch, 'drafted'>,
  run: Runner,
): Promise<readonly Pair[]> {
  const again = new Set(drafted.filter((it) => it.heldAgain !== undefined).map(({ working }) => working.incident.id))
  if (again.size === 0) return pairs
  const rows = await run.query<PostponedRow>(keptSince([...again]))
  const sinceOf = new Map(rows.map((it) => [`${it.incidentId} ${it.ruleId}`, it.keptSince]))
  return pairs.map((pair) => {
    const since = sinceOf.get(`${pair.incident.id} ${pair.rule.id}`) ?? null
    return since === null ? pair : { ...pair, keptSince: since }
  })
}
