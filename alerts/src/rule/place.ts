import { finding, type Finding } from '../tell/finding.js'
import type { Judged } from './stage.js'
import { pass, stage, stop } from './stage.js'

/** Whether the incident's disc is within reach of the zone, as surely as the rule asks. */
export const place = stage('place', (subject) => {
  if (subject.certainty === 'definite') return pass(where('definite', subject))
  if (subject.certainty === 'none') return stop(outside(subject))
  if (subject.rule.certainty === 'possible') return pass(where('possible', subject))
  return stop(where('unsure', subject))
})

function where(sure: 'definite' | 'possible' | 'unsure', { measure, zone: { name: zone } }: Judged): Finding {
  const { depthMetres, distanceMetres, uncertaintyMetres, reachMetres } = measure
  if (depthMetres > 0) return finding(`rule.${sure}Inside`, { zone, uncertaintyMetres, reachMetres, depthMetres })
  return distanceMetres > 0
    ? finding(`rule.${sure}Away`, { zone, uncertaintyMetres, reachMetres, distanceMetres })
    : finding(`rule.${sure}Edge`, { zone, uncertaintyMetres, reachMetres })
}

function outside({ measure, zone: { name: zone } }: Judged): Finding {
  const { distanceMetres, uncertaintyMetres, reachMetres } = measure
  return finding('rule.outside', { zone, uncertaintyMetres, reachMetres, distanceMetres })
}
