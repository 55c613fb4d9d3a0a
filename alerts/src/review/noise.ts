import { dispositions, type Disposition } from '../model.js'
import { grouped } from './grouped.js'
import type { Handled } from './handled.js'

/** What came of what a rule told. */
export interface RuleNoise {
  readonly ruleId: string
  readonly ruleName: string
  readonly zoneName: string
  readonly raised: number
  readonly closed: number
  /** How those that were closed ended; every disposition once, in the order of the house. */
  readonly ended: readonly { readonly disposition: Disposition; readonly alerts: number }[]
  /** Share of those that were closed that nobody had to act on; null where none was closed. */
  readonly noise: number | null
}

/** What need not have been told: it was wrong, told before, or mattered to nobody. */
const idle: readonly (Disposition | null)[] = ['false positive', 'duplicate', 'no impact']

/** The rules that told anything, the noisiest first. */
export function noiseByRule(alerts: readonly Handled[]): readonly RuleNoise[] {
  return grouped(alerts, ({ ruleId }) => ruleId)
    .flatMap(noiseOf)
    .toSorted((a, b) => (b.noise ?? -1) - (a.noise ?? -1) || b.raised - a.raised)
}

function noiseOf(alerts: readonly Handled[]): readonly RuleNoise[] {
  const [first] = alerts
  if (first === undefined) return []
  const closed = alerts.filter(({ closedAt }) => closedAt !== null)
  const ended = dispositions.map((disposition) => ({
    disposition,
    alerts: closed.filter((it) => it.disposition === disposition).length,
  }))
  const noisy = closed.filter(({ disposition }) => idle.includes(disposition)).length
  const { ruleId, ruleName, zoneName } = first
  const noise = closed.length === 0 ? null : noisy / closed.length
  return [{ ruleId, ruleName, zoneName, raised: alerts.length, closed: closed.length, ended, noise }]
}
