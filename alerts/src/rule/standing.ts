import { finding } from '../tell/finding.js'
import { isSilence } from './missed.js'
import { pass, stage, stop } from './stage.js'

/** Imports fill the archive; they wake nobody. */
export const history = stage('history', ({ incident }) =>
  incident.history ? stop(finding('rule.history', {})) : pass(finding('rule.live', {})),
)

/** What is no longer believed, is told under another name, or was kept for later and is over by then, wakes nobody. */
export const status = stage('status', ({ incident, memory }) => {
  if (incident.status === 'refuted') return stop(finding('rule.refuted', {}))
  if (incident.status === 'merged') return stop(finding('rule.merged', {}))
  if (incident.status === 'withdrawn') return stop(finding('rule.withdrawn', {}))
  if (memory.keptSince !== undefined && isSilence(incident.type) && incident.occurredTo !== null) {
    return stop(finding('rule.silenceOver', {}))
  }
  return pass(finding('rule.status', { status: incident.status }))
})

export const enabled = stage('enabled', ({ rule }) =>
  rule.enabled ? pass(finding('rule.enabled', {})) : stop(finding('rule.off', { rule: rule.name })),
)
