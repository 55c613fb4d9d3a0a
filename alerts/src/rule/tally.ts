import type { Rule } from '../model.js'
import { listed, Occurrences, together, type Happened } from './happened.js'
import { memoryKey, type Judgement, type Subject } from './stage.js'

/** What of a decision says what it counts for. */
interface Decided {
  readonly fired: boolean
  readonly stages: readonly Pick<Judgement, 'stage' | 'code'>[]
}

/**
 * What rules that count have counted since what is stored was read: in a batch, or over the whole of a replay. An incident
 * counts as its last revision does.
 */
export class Tally {
  private readonly ofRules = new Map<string, Occurrences>()

  /** The others that count beside a subject; undefined where its rule does not count. */
  beside(subject: Subject): Happened | undefined {
    const { rule, incident, memory } = subject
    if (!doesCount(rule)) return undefined
    const since = this.ofRules.get(memoryKey(subject))
    const isOther = (id: string | null) => id === null || (id !== incident.id && since?.has(id) !== true)
    const stored = listed((memory.counted ?? []).filter(({ incidentId }) => isOther(incidentId)))
    return since === undefined ? stored : together(stored, since.without(incident.id))
  }

  /** Notes what a subject came to. */
  note(subject: Subject, decision: Decided): void {
    const { rule, incident } = subject
    if (!doesCount(rule)) return
    const ofRule = this.of(memoryKey(subject))
    // What was played and is real by now, or the other way round, counts once.
    const other = memoryKey({ rule, incident: { exercise: incident.exercise !== true } })
    this.of(other).put(incident.id, null)
    const told = decision.fired || ofRule.isTold(incident.id)
    const counted = { incidentId: incident.id, at: incident.occurredFrom, told }
    ofRule.put(incident.id, isCounted(decision) ? counted : null)
  }

  private of(key: string): Occurrences {
    const known = this.ofRules.get(key)
    if (known !== undefined) return known
    const made = new Occurrences()
    this.ofRules.set(key, made)
    return made
  }

  /** Forgets what is nowhere near any more, or is real no more. */
  drop(rule: Rule, incidentId: string): void {
    this.ofRules.get(memoryKey({ rule, incident: {} }))?.put(incidentId, null)
  }
}

/** Whether a rule asks how many. */
export function doesCount({ count, trend }: Rule): boolean {
  return count !== undefined || trend !== undefined
}

const counting: ReadonlySet<string> = new Set(['count', 'trend'])

/** Whether an incident counts: it has met all that its rule asks before. */
export function isCounted({ stages }: Pick<Decided, 'stages'>): boolean {
  return stages.some(({ stage, code }) => counting.has(stage) && code !== 'rule.trendThreat')
}
