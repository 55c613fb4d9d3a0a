import { pass, stage, stop } from './stage.js'

/** Imports fill the archive; they wake nobody. */
export const history = stage('history', ({ incident }) =>
  incident.history
    ? stop('history: it came in as history, which is recorded and never alerted')
    : pass('live: it came in as news'),
)

/** What is no longer believed, or is told under another name, wakes nobody. */
export const status = stage('status', ({ incident }) => {
  if (incident.status === 'refuted') return stop('refuted: the incident is refuted')
  if (incident.status === 'merged') return stop('merged: the incident is merged into another one')
  if (incident.status === 'withdrawn') return stop('withdrawn: the import that brought the incident was undone')
  return pass(`status: ${incident.status}`)
})

export const enabled = stage('enabled', ({ rule }) =>
  rule.enabled ? pass('enabled: the rule is on') : stop(`switched off: the rule "${rule.name}" is switched off`),
)
