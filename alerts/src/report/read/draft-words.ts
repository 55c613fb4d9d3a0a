import { incidentTypes, type Casualties, type IncidentType, type Severity } from '../../model.js'
import type { Draft } from './words.js'

/** A title made of what is known: what, against what, where. */
export function titleOf(draft: Pick<Draft, 'type' | 'targets' | 'place'>): string {
  const label = incidentTypes[draft.type.value].label
  const target = draft.targets[0]?.value ?? null
  const place = draft.place?.value.name ?? null
  const about = [...new Set([target, place])].filter((it) => it !== null).join(', ')
  return (about === '' ? label : `${label}: ${about}`).slice(0, 300)
}

const grave: readonly IncidentType[] = ['vehicle-bomb', 'suicide-bomb', 'prison-break', 'air-strike', 'chemical-weapon']

/**
 * How grave a draft is to begin with, for a person to correct. By the deaths it tells as datasets are graded (25
 * extreme, 5 severe, 1 moderate); attacks and plots are moderate at least, the gravest means severe at least.
 */
export function severityOf(type: IncidentType, casualties: Casualties | null): Severity {
  const killed = casualties?.killed ?? null
  const deaths = killed?.best ?? killed?.low ?? 0
  if (deaths >= 25) return 'extreme'
  if (deaths >= 5 || grave.includes(type)) return 'severe'
  const { class: upper } = incidentTypes[type]
  const isAttack = upper === 'battle' || upper === 'explosion' || upper === 'violence-against-civilians'
  return deaths > 0 || isAttack || type === 'plot' ? 'moderate' : 'minor'
}
