import { doesCount, trendBaseline } from '@cordon/alerts'
import {
  countedAround,
  countedBefore,
  type CountAnswer,
  type CountQuestion,
  type Runner,
  type TrendQuestion,
} from '@cordon/db'
import type { Pair } from './plan.js'

/** An incident held against a rule, as far as what counts beside it is asked for. */
export type Counting = Pick<Pair, 'rule'> & {
  readonly incident: Pick<Pair['incident'], 'id' | 'occurredFrom' | 'exercise'>
}

/**
 * Adds to each pair whose rule counts what counts around it, as it is stored; what the batch itself brings is counted by
 * `decideAll`. Where no rule counts nothing is asked.
 */
export async function withCounts(pairs: readonly Pair[], now: string, run: Runner): Promise<readonly Pair[]> {
  if (!pairs.some(({ rule }) => doesCount(rule))) return pairs
  const found = new Map<number, CountAnswer[]>()
  for (const row of await countsOf(pairs, now, run)) found.set(row.n, [...(found.get(row.n) ?? []), row])
  return pairs.map((pair, n) => (doesCount(pair.rule) ? { ...pair, counted: found.get(n) ?? [] } : pair))
}

/** What counts beside each of them, numbered as they are. */
export async function countsOf(pairs: readonly Counting[], now: string, run: Runner): Promise<readonly CountAnswer[]> {
  const counts = pairs.flatMap(countQuestion)
  const trends = pairs.flatMap((pair, n) => trendQuestion(pair, { n, now }))
  const inHand = pairs.map(({ incident }) => incident.id)
  const around = counts.length === 0 ? [] : await run.query<CountAnswer>(countedAround(counts))
  const before = trends.length === 0 ? [] : await run.query<CountAnswer>(countedBefore(trends, inHand))
  return [...around, ...before]
}

function countQuestion({ rule, incident }: Counting, n: number): readonly CountQuestion[] {
  if (rule.count === undefined) return []
  const { withinMinutes } = rule.count
  const { occurredFrom: at, exercise } = incident
  return [{ n, ruleId: rule.id, ruleVersion: rule.version, at, exercise, withinMinutes }]
}

function trendQuestion(
  { rule, incident }: Counting,
  asked: Pick<TrendQuestion, 'n' | 'now'>,
): readonly TrendQuestion[] {
  if (rule.trend === undefined) return []
  const { withinDays: spanDays } = rule.trend
  const { exercise } = incident
  return [{ ...asked, ruleId: rule.id, ruleVersion: rule.version, exercise, spanDays, periods: trendBaseline + 1 }]
}
