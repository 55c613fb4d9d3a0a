import type { Grade, IncidentKind, IncidentType, Rule, Severity } from '@cordon/alerts'
import type { RuleInput } from '@cordon/server/wire'

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
}

/** A form to begin with: what the API assumes where nothing is said. */
export const emptyRule: Readonly<RuleForm> = {
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
}

export function ruleFormOf(rule: Rule): RuleForm {
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
  }
}

/** What the form would do, for the sentence that says it. */
export function conditionsOf(form: RuleForm) {
  const { kinds = null, types = null, minSeverity = null, minGrade = null } = ruleSaid(form)
  const { certainty, freshHours, cooldownMinutes } = form
  return { kinds, types, minSeverity, minGrade, certainty, freshHours, cooldownMinutes }
}
