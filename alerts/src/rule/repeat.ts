import { finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import { pass, stage, stop } from './stage.js'

/** One alert per incident, rule and version of the rule, whatever is retried, replayed or revised. */
export const told = stage('told', ({ memory, rule: { version } }) => {
  if (memory.toldBefore) return stop(finding('rule.told', { version }))
  if (memory.toldForMerged === true) return stop(finding('rule.toldForMerged', { version }))
  return pass(finding('rule.notTold', {}))
})

/** After an alert, a rule may ask for silence about other incidents. */
export const cooldown = stage('cooldown', ({ memory, rule: { cooldownMinutes }, nowMs }) => {
  if (cooldownMinutes <= 0) return pass(finding('rule.noCooldown', {}))
  if (memory.lastAlertAt === null) return pass(finding('rule.firstAlert', {}))
  const lastMs = instantMs(memory.lastAlertAt)
  const endsMs = lastMs + cooldownMinutes * 60_000
  const sinceMs = Math.max(0, nowMs - lastMs)
  if (nowMs >= endsMs) return pass(finding('rule.cooled', { sinceMs, cooldownMinutes }))
  return stop(finding('rule.cooling', { sinceMs, untilAt: instantOf(endsMs) }))
})
