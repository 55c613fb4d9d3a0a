import { toldOf, type Runner, type ToldRow } from '@cordon/db'
import type { Known } from './known.js'
import type { Pair } from './plan.js'

/**
 * What a rule told of an incident that is merged now, it has told of the one that stands for it: nobody is paged twice
 * for what happened once.
 */
export async function toldForMerged(pairs: readonly Pair[], { merged }: Known, run: Runner): Promise<readonly Pair[]> {
  const survivors = new Set(merged.values())
  if (!pairs.some(({ incident }) => survivors.has(incident.id))) return pairs
  const rows = await run.query<ToldRow>(toldOf([...merged.keys()]))
  const told = new Set(rows.map((row) => keyOf(merged.get(row.incidentId) ?? '', row.ruleId, row.ruleVersion)))
  return pairs.map((pair) => {
    const { candidate, incident } = pair
    if (!told.has(keyOf(incident.id, candidate.ruleId, candidate.ruleVersion))) return pair
    return { ...pair, toldForMerged: true }
  })
}

function keyOf(incidentId: string, ruleId: string, ruleVersion: number): string {
  return `${incidentId} ${ruleId} ${ruleVersion}`
}
