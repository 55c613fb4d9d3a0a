import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import { standing } from '../zone/standing.js'
import { pass, stageAmid, stop } from './stage.js'

/**
 * Whether the zone is watched at the time at which an incident is held against it; of what was heard before, at that time.
 * What came before its time is not caught up on, but for threats, which are held against it when their windows are near.
 */
export const validity = stageAmid(
  'validity',
  ({ zone }) => zone.valid,
  (valid, { zone: { name: zone }, heardAt, now }) => {
    const stands = standing(valid, instantMs(heardAt ?? now))
    if (stands === 'before' && valid.from !== null)
      return stop(finding('rule.validNotYet', { zone, fromAt: valid.from }))
    if (stands === 'after' && valid.until !== null)
      return stop(finding('rule.validNoMore', { zone, untilAt: valid.until }))
    return pass(finding('rule.validNow', { zone }))
  },
)
