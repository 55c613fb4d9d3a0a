import type { Instant } from '../model.js'
import { finding } from '../tell/finding.js'
import { instantMs, instantOf } from '../time.js'
import { pass, stage, stop, type RuleMemory } from './stage.js'

/** One alert per incident, rule and version of the rule, whatever is retried, replayed or revised. */
export const told = stage('told', ({ memory, rule: { version } }) => {
  if (memory.toldBefore) return stop(finding('rule.told', { version }))
  if (memory.toldForMerged === true) return stop(finding('rule.toldForMerged', { version }))
  return pass(finding('rule.notTold', {}))
})

/**
 * After an alert, a rule may ask for silence about other incidents. What was kept for later is due at one moment, and all
 * but the first would be lost to it: there the times count at which it would have been told, as if nothing had been kept.
 */
export const cooldown = stage('cooldown', ({ memory, rule: { cooldownMinutes }, nowMs }) => {
  if (cooldownMinutes <= 0) return pass(finding('rule.noCooldown', {}))
  if (memory.keptSince !== undefined) return cooledAt(memory.keptSince, memory, cooldownMinutes)
  if (memory.lastAlertAt === null) return pass(finding('rule.firstAlert', {}))
  const lastMs = instantMs(memory.lastAlertAt)
  const endsMs = lastMs + cooldownMinutes * 60_000
  const sinceMs = Math.max(0, nowMs - lastMs)
  if (nowMs >= endsMs) return pass(finding('rule.cooled', { sinceMs, cooldownMinutes }))
  return stop(finding('rule.cooling', { sinceMs, untilAt: instantOf(endsMs) }))
})

function cooledAt(keptSince: Instant, { lastAlertAt, wouldHaveTold }: RuleMemory, cooldownMinutes: number) {
  const told = wouldHaveTold ?? (lastAlertAt === null ? [] : [lastAlertAt])
  if (told.length === 0) return pass(finding('rule.firstAlert', {}))
  const sinceMs = Math.min(...told.map((at) => Math.abs(instantMs(at) - instantMs(keptSince))))
  const values = { sinceMs, cooldownMinutes }
  return sinceMs < cooldownMinutes * 60_000
    ? stop(finding('rule.coolingKept', values))
    : pass(finding('rule.cooledKept', values))
}
