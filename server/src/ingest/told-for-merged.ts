import { toldOf, type Runner, type ToldRow } from '@cordon/db'
import type { Known } from './known.js'
import { standsFor } from './merged.js'
import type { Pair } from './plan.js'

/**
 * What a rule told of one of several incidents that are one by now, it has told of them all: nobody is paged twice for
 * what happened once. What was told before the batch is asked for; of what the batch tells itself, `decideAll` keeps count
 * by the one that stands.
 */
export async function toldForMerged(pairs: readonly Pair[], known: Known, run: Runner): Promise<readonly Pair[]> {
  const standing = new Set(known.merged.values())
  if (!pairs.some(({ incident }) => standing.has(standsFor(incident.id, known)))) return pairs
  const rows = await run.query<ToldRow>(toldOf([...known.merged.keys(), ...standing]))
  return pairs.map((pair) => {
    const one = standsFor(pair.incident.id, known)
    const toldForMerged = rows.some((row) => standsFor(row.incidentId, known) === one && isOfAnother(row, pair))
    return { ...pair, one, toldForMerged }
  })
}

function isOfAnother({ incidentId, ruleId, ruleVersion, exercise }: ToldRow, { candidate, incident }: Pair): boolean {
  const isOfRule = ruleId === candidate.ruleId && ruleVersion === candidate.ruleVersion
  return incidentId !== incident.id && isOfRule && exercise === incident.exercise
}
