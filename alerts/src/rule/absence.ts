import { foldedWords } from '../place/fold.js'
import { finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import type { Instant, RuleAbsence } from '../model.js'
import { isOwnSilence, missedBy } from './missed.js'
import { pass, stageWhere, stop, type Judgement } from './stage.js'

/**
 * Only the silence itself. What a rule that waits for silence asks for otherwise says whose messages it waits for: what
 * meets all of it before this stage is heard, and wakes nobody; once so long has passed without another, the house tells
 * an incident of its own, which passes. When something is heard again that incident ends.
 */
export const absence = stageWhere(
  'absence',
  (rule) => rule.absence,
  ({ hours: silentHours, sources }, { incident, rule }) => {
    if (isOwnSilence(incident, rule)) {
      if (incident.occurredTo !== null) return stop(finding('rule.absenceEnded', {}))
      const sinceAt = missedBy(incident)?.since ?? incident.occurredFrom
      return pass(finding('rule.absenceOver', { sinceAt, silentHours }))
    }
    if (incident.exercise === true) return stop(finding('rule.absencePlayed', {}))
    const { message } = incident
    if (message === undefined) return stop(finding('rule.absenceNoMessage', {}))
    if (sources === undefined) return stop(finding('rule.absenceHeard', { silentHours }))
    if (message.by === null) return stop(finding('rule.absenceUnnamed', { askedSources: sources }))
    if (isNamed(message.by, sources)) return stop(finding('rule.absenceHeard', { silentHours }))
    return stop(finding('rule.absenceOther', { source: message.by, askedSources: sources }))
  },
)

function isNamed(source: string, names: readonly string[]): boolean {
  const folded = (name: string) => foldedWords(name).join(' ')
  return names.some((name) => folded(name) === folded(source))
}

/** Whether an incident is what a rule that waits for silence has waited for: its clock begins anew. */
export function isHeard({ stages }: { readonly stages: readonly Pick<Judgement, 'code'>[] }): boolean {
  return stages.some(({ code }) => code === 'rule.absenceHeard')
}

/** A silence: since the message before it, and when it had lasted as long as the rule asks. */
export interface Spell {
  /** Which of the messages was the last before it. */
  readonly after: number
  readonly since: Instant
  readonly at: Instant
}

/**
 * The silences between messages, in the order in which they came, up to a time. What comes at the very moment at which it
 * would be missed is not missed.
 */
export function spellsBetween(
  heardAt: readonly Instant[],
  { hours }: Pick<RuleAbsence, 'hours'>,
  until: Instant,
): readonly Spell[] {
  return heardAt.flatMap((since, after) => {
    const at = instantMs(since) + hours * 3_600_000
    const next = heardAt[after + 1]
    if (at > instantMs(until) || (next !== undefined && instantMs(next) <= at)) return []
    return [{ after, since, at: instantOf(at) }]
  })
}
