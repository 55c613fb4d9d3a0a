import { meetsGrade } from '../grade/grade.js'
import { severityRank } from './severity.js'
import { pass, stage, stop } from './stage.js'

export const kind = stage('kind', ({ incident, rule }) => {
  if (rule.kinds === null) return pass(`kind: ${incident.kind}, the rule takes any`)
  if (rule.kinds.includes(incident.kind)) return pass(`kind: ${incident.kind}, as the rule asks`)
  return stop(`other kind: ${incident.kind}, the rule takes ${listed(rule.kinds)}`)
})

/** A feed's silence is about our own ears: only a rule that names it listens, so that one outage does not ring in every zone. */
export const type = stage('type', ({ incident, rule }) => {
  if (rule.types === null && incident.type === 'feed-silent') {
    return stop('other type: feed-silent, which a rule has to name')
  }
  if (rule.types === null) return pass(`type: ${incident.type}, the rule takes any`)
  if (rule.types.includes(incident.type)) return pass(`type: ${incident.type}, as the rule asks`)
  return stop(`other type: ${incident.type}, the rule takes ${listed(rule.types)}`)
})

export const severity = stage('severity', ({ incident, rule }) => {
  if (rule.minSeverity === null) return pass(`severity: ${incident.severity}, the rule takes any`)
  const asked = `the rule asks for ${rule.minSeverity} or worse`
  const enough = severityRank(incident.severity) >= severityRank(rule.minSeverity)
  return enough
    ? pass(`severity: ${incident.severity}, ${asked}`)
    : stop(`not severe enough: ${incident.severity}, ${asked}`)
})

export const grade = stage('grade', ({ incident, rule }) => {
  if (rule.minGrade === null) return pass(`grade: ${incident.grade}, the rule takes any`)
  const asked = `the rule asks for ${rule.minGrade} or better`
  if (meetsGrade(incident.grade, rule.minGrade)) return pass(`grade: ${incident.grade}, ${asked}`)
  return stop(`grade too low: ${incident.grade}, ${asked}`)
})

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
