import { countedAround, type CountAnswer, type CountQuestion, type Runner } from '@cordon/db'
import type { Pair } from './plan.js'

/**
 * Adds to each pair whose rule counts what counts around it, as it is stored; what the batch itself brings is counted by
 * `decideAll`. Where no rule counts nothing is asked.
 */
export async function withCounts(pairs: readonly Pair[], run: Runner): Promise<readonly Pair[]> {
  const questions = pairs.flatMap(questionOf)
  if (questions.length === 0) return pairs
  const rows = await run.query<CountAnswer>(countedAround(questions))
  const found = new Map<number, CountAnswer[]>()
  for (const row of rows) found.set(row.n, [...(found.get(row.n) ?? []), row])
  return pairs.map((pair, n) => (pair.rule.count === undefined ? pair : { ...pair, counted: found.get(n) ?? [] }))
}

function questionOf({ rule, incident }: Pair, n: number): readonly CountQuestion[] {
  if (rule.count === undefined) return []
  const { withinMinutes } = rule.count
  return [{ n, ruleId: rule.id, ruleVersion: rule.version, at: incident.occurredFrom, withinMinutes }]
}
