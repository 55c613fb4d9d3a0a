import type { IncidentType } from '../incident-types.js'
import type { Instant, Rule } from '../model.js'

const silences: readonly IncidentType[] = ['feed-silent', 'nothing-heard']

/** What the house itself tells of what does not come: about our own ears, not about the ground. */
export function isSilence(type: IncidentType): boolean {
  return silences.includes(type)
}

/** What counts of incidents leave out: a bad network is no violence. Whoever asks for silences alone has them counted. */
export function uncountedTypes(asked: readonly string[] | null): readonly IncidentType[] {
  return asked?.every((type) => silences.some((it) => it === type)) === true ? [] : silences
}

/** The external id of the silence that a rule waited for, since it heard its last message: the same on every node. */
export function silenceKey(ruleId: string, since: Instant): string {
  return `absence/${ruleId}/${since}`
}

/** What of an incident says whose silence it is. */
export interface Missing {
  readonly type: IncidentType
  readonly externalId?: string | null | undefined
}

/** The rule whose silence an incident is, and since when nothing has come; null where it is none. */
export function missedBy({ type, externalId }: Missing): { readonly ruleId: string; readonly since: Instant } | null {
  if (type !== 'nothing-heard') return null
  const [what, ruleId, since] = (externalId ?? '').split('/')
  return what === 'absence' && ruleId !== undefined && since !== undefined ? { ruleId, since } : null
}

/** Whether an incident is the silence that a rule waits for. */
export function isOwnSilence(incident: Missing, rule: Pick<Rule, 'id' | 'absence'>): boolean {
  return rule.absence !== undefined && missedBy(incident)?.ruleId === rule.id
}
