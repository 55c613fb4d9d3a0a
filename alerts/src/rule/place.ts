import type { Measure } from '../model.js'
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

function where(sure: 'definite' | 'possible' | 'unsure', { measure, zone }: Judged): Finding {
  const { depthMetres, distanceMetres } = measure
  const values = valuesOf(measure, zone.name)
  if (depthMetres > 0) return finding(`rule.${sure}Inside`, { ...values, depthMetres })
  return distanceMetres > 0
    ? finding(`rule.${sure}Away`, { ...values, distanceMetres })
    : finding(`rule.${sure}Edge`, values)
}

function outside({ measure, zone }: Judged): Finding {
  return finding('rule.outside', { ...valuesOf(measure, zone.name), distanceMetres: measure.distanceMetres })
}

function valuesOf({ uncertaintyMetres, reachMetres }: Measure, zone: string) {
  return { zone, uncertaintyMetres, reachMetres }
}
