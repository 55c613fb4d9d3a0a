import type { Measure } from '../model.js'
import { formatDistance, formatUncertainty } from '../units.js'
import type { Judged } from './stage.js'
import { pass, stage, stop } from './stage.js'

/** Whether the incident's disc is within reach of the zone, as surely as the rule asks. */
export const place = stage('place', (subject) => {
  const where = placeWords(subject)
  if (subject.certainty === 'definite') return pass(`definite: ${where}`)
  if (subject.certainty === 'none') return stop(`outside: ${where}`)
  if (subject.rule.certainty === 'possible') return pass(`possible: ${where}`)
  return stop(`possible only: ${where}; the rule asks for definite`)
})

function placeWords({ measure, zone }: Judged): string {
  const position = measure.depthMetres > 0 ? `${formatDistance(measure.depthMetres)} inside` : awayFrom(measure)
  return `${position} ${zone.name}, ${formatUncertainty(measure.uncertaintyMetres)}, reach ${formatDistance(measure.reachMetres)}`
}

function awayFrom(measure: Measure): string {
  return measure.distanceMetres > 0 ? `${formatDistance(measure.distanceMetres)} away from` : 'at the edge of'
}
