import { certaintyOf } from '../match/certainty.js'
import type { RingSeverity } from '../model.js'
import { finding } from '../tell/finding.js'
import { severityRank } from './severity.js'
import { pass, stageWhere, stop, type Judged } from './stage.js'

/**
 * The nearer, the less severe it need be. The nearest ring that holds the incident's disc, as surely as the rule asks of
 * its place, says how severe it has to be; farther ones ask for more.
 */
export const rings = stageWhere(
  'rings',
  (rule) => rule.rings,
  (asked, subject) => {
    const { incident, measure } = subject
    const { distanceMetres } = measure
    const ring = asked.find((it) => isIn(it, subject))
    if (ring === undefined) {
      return stop(finding('rule.ringBeyond', { distanceMetres, withinMetres: asked.at(-1)?.withinMetres ?? 0 }))
    }
    const said = { severity: incident.severity, leastSeverity: ring.minSeverity }
    return severityRank(incident.severity) >= severityRank(ring.minSeverity)
      ? pass(finding('rule.ringMet', { ...said, withinMetres: ring.withinMetres }))
      : stop(finding('rule.ringLow', { ...said, distanceMetres }))
  },
)

function isIn({ withinMetres }: RingSeverity, { measure, rule }: Judged): boolean {
  const certainty = certaintyOf({ ...measure, reachMetres: withinMetres })
  return certainty === 'definite' || (certainty === 'possible' && rule.certainty === 'possible')
}
