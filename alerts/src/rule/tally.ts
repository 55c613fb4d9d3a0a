import type { Counted, Judgement, Subject } from './stage.js'

/** What of a decision says what it counts for. */
interface Decided {
  readonly fired: boolean
  readonly stages: readonly Pick<Judgement, 'stage'>[]
}

/**
 * What rules that count have counted since what is stored was read: in a batch, or over the whole of a replay. An incident
 * counts as its last revision does.
 */
export class Tally {
  private readonly ofRules = new Map<string, Map<string, Counted | null>>()

  /** The others that count beside a subject; undefined where its rule does not count. */
  beside({ rule, incident, memory }: Subject): readonly Counted[] | undefined {
    if (rule.count === undefined) return undefined
    const since = this.ofRules.get(rule.id)
    const stored = (memory.counted ?? []).filter((it) => since?.has(it.incidentId) !== true)
    const noted = [...(since?.values() ?? [])].filter((it) => it !== null)
    return [...stored, ...noted].filter(({ incidentId }) => incidentId !== incident.id)
  }

  /** Notes what a subject came to. */
  note({ rule, incident }: Subject, decision: Decided): void {
    if (rule.count === undefined) return
    const told = decision.fired || this.ofRules.get(rule.id)?.get(incident.id)?.told === true
    const counts = isCounted(decision)
    this.put(rule.id, incident.id, counts ? { incidentId: incident.id, at: incident.occurredFrom, told } : null)
  }

  /** Forgets what is nowhere near any more. */
  drop(ruleId: string, incidentId: string): void {
    if (this.ofRules.has(ruleId)) this.put(ruleId, incidentId, null)
  }

  private put(ruleId: string, incidentId: string, counted: Counted | null): void {
    const ofRule = this.ofRules.get(ruleId) ?? new Map<string, Counted | null>()
    this.ofRules.set(ruleId, ofRule.set(incidentId, counted))
  }
}

/** Whether an incident counts: it has met all that its rule asks before. */
export function isCounted({ stages }: Pick<Decided, 'stages'>): boolean {
  return stages.some(({ stage }) => stage === 'count')
}
