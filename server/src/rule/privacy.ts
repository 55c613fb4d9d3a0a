import { faultAt, finding, type Fault, type Rule, type Zone } from '@cordon/alerts'

/** What is missed is told as an incident, which everybody sees: it would give a private zone away. */
export function privacyFaults({ absence, enabled }: Rule, { visibility, name }: Zone): readonly Fault[] {
  if (absence === undefined || !enabled || visibility === 'public') return []
  return [faultAt('absence', finding('refused.absencePrivate', { zone: name }))]
}
