import { formatUtcAt, instantMs, instantOf } from '../time.js'
import { formatSpan } from '../units.js'
import { pass, stage, stop } from './stage.js'

/** One alert per incident, rule and version of the rule, whatever is retried, replayed or revised. */
export const told = stage('told', ({ memory, rule }) => {
  const before = `already told: version ${rule.version} of the rule has alerted for`
  if (memory.toldBefore) return stop(`${before} this incident`)
  if (memory.toldForMerged === true) return stop(`${before} an incident that is merged into this one`)
  return pass('not yet told: the rule has not alerted for this incident')
})

/** After an alert, a rule may ask for silence about other incidents. */
export const cooldown = stage('cooldown', ({ memory, rule, now, nowMs }) => {
  if (rule.cooldownMinutes <= 0) return pass('no cooldown: the rule has none')
  if (memory.lastAlertAt === null) return pass('no cooldown: the rule has not alerted before')
  const lastMs = instantMs(memory.lastAlertAt)
  const endsMs = lastMs + rule.cooldownMinutes * 60_000
  const since = `it alerted ${formatSpan(Math.max(0, nowMs - lastMs))} ago`
  if (nowMs >= endsMs) return pass(`cooldown over: ${since}, cooldown ${rule.cooldownMinutes} min`)
  return stop(`cooling down: ${since} on another incident, silent until ${formatUtcAt(instantOf(endsMs), now)}`)
})
