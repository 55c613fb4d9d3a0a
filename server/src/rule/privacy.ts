import { say, type Rule, type RuleFault, type Zone } from '@cordon/alerts'

/** What is missed is told as an incident, which everybody sees: it would give a private zone away. */
export function privacyFaults({ absence, enabled }: Rule, { visibility, name }: Zone): readonly RuleFault[] {
  if (absence === undefined || !enabled || visibility === 'public') return []
  return [{ path: 'absence', message: say('refused.absencePrivate', { zone: name }) }]
}
