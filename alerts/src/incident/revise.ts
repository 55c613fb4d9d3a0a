import type { Grade, Incident, IncidentContent, Instant } from '../model.js'
import { canonical, contentFields, contentOf } from './content.js'

/** Who revises, when and why; `seq` where the change feed has given it, `grade` where reports changed it. */
export interface RevisionMeta {
  readonly by: string
  readonly at: Instant
  readonly reason: string | null
  readonly seq?: number
  readonly grade?: Grade
}

/** A value of the content, or a grade, which is a text as well. */
type FieldValue = IncidentContent[keyof IncidentContent]

/** One field that differs between two revisions. */
export interface FieldChange {
  readonly field: keyof IncidentContent | 'grade'
  readonly before: FieldValue
  readonly after: FieldValue
}

/** The next revision of an incident; the one given is left as it is. Nothing but content comes from the patch. */
export function revise(incident: Incident, patch: Partial<IncidentContent>, meta: RevisionMeta): Incident {
  return {
    ...incident,
    ...contentOf({ ...incident, ...patch }),
    revision: incident.revision + 1,
    seq: meta.seq ?? incident.seq,
    grade: meta.grade ?? incident.grade,
    recordedAt: meta.at,
    recordedBy: meta.by,
    reason: meta.reason,
  }
}

/** What changed from one revision to another, in the order of the model. */
export function diff(before: Incident, after: Incident): readonly FieldChange[] {
  const [a, b] = [contentOf(before), contentOf(after)]
  const content = contentFields.map((field) => ({ field, before: a[field], after: b[field] }))
  const grade = { field: 'grade', before: before.grade, after: after.grade } as const
  return [...content, grade].filter((change) => canonical(change.before) !== canonical(change.after))
}
