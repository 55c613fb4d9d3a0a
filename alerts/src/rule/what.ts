import { meetsGrade } from '../grade/grade.js'
import { isNamedType } from '../incident-types.js'
import { finding } from '../tell/finding.js'
import { isSilence } from './missed.js'
import { severityRank } from './severity.js'
import { pass, stage, stop } from './stage.js'

export const kind = stage('kind', ({ incident: { kind: own }, rule: { kinds } }) => {
  if (kinds === null) return pass(finding('rule.kindAny', { kind: own }))
  if (kinds.includes(own)) return pass(finding('rule.kindAsked', { kind: own }))
  return stop(finding('rule.kindOther', { kind: own, kinds }))
})

/** A silence is about our own ears: only a rule that names it listens, so that one outage does not ring in every zone. */
export const type = stage('type', ({ incident: { type: own }, rule: { types } }) => {
  if (types === null && isSilence(own)) return stop(finding('rule.typeUnnamed', { type: own }))
  if (types === null) return pass(finding('rule.typeAny', { type: own }))
  if (isNamedType(types, own)) return pass(finding('rule.typeAsked', { type: own }))
  return stop(finding('rule.typeOther', { type: own, types }))
})

export const severity = stage('severity', ({ incident, rule: { minSeverity } }) => {
  if (minSeverity === null) return pass(finding('rule.severityAny', { severity: incident.severity }))
  const values = { severity: incident.severity, leastSeverity: minSeverity }
  const enough = severityRank(incident.severity) >= severityRank(minSeverity)
  return enough ? pass(finding('rule.severityEnough', values)) : stop(finding('rule.severityLow', values))
})

export const grade = stage('grade', ({ incident, rule: { minGrade } }) => {
  if (minGrade === null) return pass(finding('rule.gradeAny', { grade: incident.grade }))
  const values = { grade: incident.grade, leastGrade: minGrade }
  if (meetsGrade(incident.grade, minGrade)) return pass(finding('rule.gradeEnough', values))
  return stop(finding('rule.gradeLow', values))
})
