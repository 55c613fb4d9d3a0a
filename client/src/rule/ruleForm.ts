import type { Grade, IncidentKind, IncidentType, Rule, Severity } from '@cordon/alerts'
import type { RuleInput } from '@cordon/server/wire'
import { moreFormOf, moreSaid, type MoreForm } from './moreForm.js'

/** What stands in the form of a rule; an empty text or list means "any". */
export interface RuleForm {
  name: string
  enabled: boolean
  kind: IncidentKind | ''
  types: IncidentType[]
  minSeverity: Severity | ''
  minGrade: Grade | ''
  certainty: 'definite' | 'possible'
  freshHours: number
  cooldownMinutes: number
  /** The id of the escalation; empty where nobody else is told. */
  escalationId: string
  more: MoreForm
}

/** A form to begin with: what the API assumes where nothing is said. */
export function emptyRule(timeZone: string): RuleForm {
  return {
    name: '',
    enabled: true,
    kind: '',
    types: [],
    minSeverity: '',
    minGrade: '',
    certainty: 'definite',
    freshHours: 72,
    cooldownMinutes: 0,
    escalationId: '',
    more: moreFormOf({}, timeZone),
  }
}

/** What a rule asks, for the form; hours that it does not ask for begin by the clock of a zone. */
export function ruleFormOf(rule: Rule, timeZone: string): RuleForm {
  const [kind, ...others] = rule.kinds ?? []
  return {
    name: rule.name,
    enabled: rule.enabled,
    kind: kind !== undefined && others.length === 0 ? kind : '',
    types: [...(rule.types ?? [])],
    minSeverity: rule.minSeverity ?? '',
    minGrade: rule.minGrade ?? '',
    certainty: rule.certainty,
    freshHours: rule.freshHours,
    cooldownMinutes: rule.cooldownMinutes,
    escalationId: rule.escalationId ?? '',
    more: moreFormOf(rule, timeZone),
  }
}

/** The rule that the form tells, for the server. */
export function ruleSaid(form: RuleForm): RuleInput {
  return {
    name: form.name.trim(),
    enabled: form.enabled,
    kinds: form.kind === '' ? null : [form.kind],
    types: form.types.length === 0 ? null : form.types,
    minSeverity: form.minSeverity === '' ? null : form.minSeverity,
    minGrade: form.minGrade === '' ? null : form.minGrade,
    certainty: form.certainty,
    freshHours: form.freshHours,
    cooldownMinutes: form.cooldownMinutes,
    escalationId: form.escalationId === '' ? null : form.escalationId,
    ...moreSaid(form.more),
  }
}

/** What the form would do, for the sentence that says it. */
export function conditionsOf(form: RuleForm) {
  const { kinds = null, types = null, minSeverity = null, minGrade = null, ...said } = ruleSaid(form)
  const { certainty, freshHours, cooldownMinutes } = form
  const { rings, minOrigins, actors, words, count, trend, absence, leadHours, hours, quietHours } = said
  const more = { rings, minOrigins, actors, words, count, trend, absence, leadHours, hours, quietHours }
  return { kinds, types, minSeverity, minGrade, certainty, freshHours, cooldownMinutes, ...more }
}
