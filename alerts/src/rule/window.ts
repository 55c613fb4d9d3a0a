import { finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import { pass, stageWhere, stop } from './stage.js'

const hourMs = 3_600_000

/**
 * Only threats, and each once its window is near: a plot known for weeks is told when it may come about within so long.
 * What was too early is held against the rule again when it is time. What has happened has no window.
 */
export const window = stageWhere(
  'window',
  (rule) => rule.leadHours,
  (leadHours, { incident, nowMs }) => {
    const { kind, occurredFrom: opensAt } = incident
    if (kind !== 'threat') return stop(finding('rule.windowNone', { leadHours }))
    const aheadMs = instantMs(opensAt) - nowMs
    if (aheadMs > leadHours * hourMs) {
      const at = instantOf(instantMs(opensAt) - leadHours * hourMs)
      return stop(finding('rule.windowFar', { opensAt, leadHours }), { at, kept: false })
    }
    return pass(finding(aheadMs > 0 ? 'rule.windowNear' : 'rule.windowOpen', { opensAt, leadHours }))
  },
)
