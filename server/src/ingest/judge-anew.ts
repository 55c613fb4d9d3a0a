import { judged, revise, type Incident, type IncidentContent, type Override, type Report } from '@cordon/alerts'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import type { Known, Working } from './known.js'
import { noSuchIncident } from './refused.js'

/** What of an incident a revision changes beside its content. */
export interface Standing {
  readonly override?: Override | null
  readonly mergedInto?: string | null
}

/** A revision, with what is to be said of it. */
export interface Revised {
  readonly patch?: Partial<IncidentContent>
  readonly standing?: Standing
  readonly reason: string
}

/** The reports that count for an incident: its own, and those of all that are merged into it. */
export function evidenceOf({ incident, reports }: Working, known: Known): readonly Report[] {
  const absorbed = [...known.merged].filter(([, into]) => into === incident.id).map(([id]) => known.byId.get(id))
  return [...reports, ...absorbed.flatMap((it) => it?.reports ?? [])]
}

/** The next revision of an incident, its grade and status judged anew. */
export function revisedAnew(before: Working, { patch = {}, standing = {}, reason }: Revised, desk: Desk): Working {
  const plain = revise(before.incident, patch, { by: desk.by, at: desk.now, reason })
  const incident = { ...withStanding(plain, standing) }
  return { ...before, incident: { ...incident, ...judged(incident, evidenceOf(before, desk.known)) } }
}

function withStanding({ override, mergedInto, ...incident }: Incident, standing: Standing): Incident {
  const said = standing.override === undefined ? override : (standing.override ?? undefined)
  const into = standing.mergedInto === undefined ? mergedInto : (standing.mergedInto ?? undefined)
  return {
    ...incident,
    ...(said === undefined ? {} : { override: said }),
    ...(into === undefined ? {} : { mergedInto: into }),
  }
}

/** Where an incident is merged, what its reports say counts for the one that stands for it: that one, judged anew. */
export function survivorAnew(changed: Working, reason: string, desk: Desk): readonly Working[] {
  const into = desk.known.merged.get(changed.incident.id)
  const survivor = into === undefined ? undefined : desk.known.byId.get(into)
  if (survivor === undefined) return []
  const known = { ...desk.known, byId: new Map([...desk.known.byId, [changed.incident.id, changed]]) }
  return [revisedAnew(survivor, { reason }, { ...desk, known })]
}

/** Grade and status as they are now that something is held of a source that was not held before. */
export function draftRegrade(entry: Entry & { what: 'regrade' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return noSuchIncident(entry.id)
  const working = revisedAnew(before, { reason: entry.reason }, desk)
  const also = survivorAnew(working, entry.reason, desk).filter((it) =>
    isMoved(desk.known.byId.get(it.incident.id), it),
  )
  if (!isMoved(before, working) && also.length === 0) return { what: 'unchanged', working: before }
  return { what: 'revised', working, report: null, newSource: null, also, regraded: true }
}

function isMoved(before: Working | undefined, { incident }: Working): boolean {
  if (before === undefined) return true
  const { grade, status, origins = incident.origins } = before.incident
  return incident.grade !== grade || incident.status !== status || incident.origins !== origins
}
