import {
  canonical,
  checkTimes,
  defaultUncertaintyMetres,
  isOfUnit,
  sameContent,
  say,
  type Incident,
  type IncidentContent,
  type Override,
} from '@cordon/alerts'
import { tagsWith } from '../place/doubt-tag.js'
import { requireMatch } from '../platform/etag.js'
import type { IncidentPatch } from '../wire/index.js'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew } from './judge-anew.js'
import { noSuchIncident, refused } from './refused.js'

/** An incident as a person corrects it. */
export function draftCorrection(entry: Entry & { what: 'correct' }, desk: Desk): Draft {
  const before = desk.known.byId.get(entry.id)
  if (before === undefined) return noSuchIncident(entry.id)
  const match = requireMatch(entry.ifMatch, before.incident.revision)
  if (!match.ok) return refused(match.failure)
  const patch = heldAnew(entry, before.incident, covering(entry, before.incident, patchOf(entry.patch)))
  const reason = entry.patch.reason ?? say('kept.noReason', {})
  const override = overrideOf({ ...entry.patch, reason }, before.incident, desk)
  const isSame = sameContent(before.incident, { ...before.incident, ...patch })
  if (isSame && says(override) === says(before.incident.override ?? null)) return { what: 'unchanged', working: before }
  const errors = checkTimes({ ...before.incident, ...patch }, desk.now)
  if (errors.length > 0) return refused({ code: 'invalid-input', errors: errors.map(underProperties) })
  const working = revisedAnew(before, { patch, standing: { override }, reason }, desk)
  return { what: 'revised', working, report: null, newSource: null }
}

/** A patch that says how well the place is known, with the radius of its whole unit where it is known to that alone. */
function covering(
  { patch: { properties: said }, reachOf }: Entry & { what: 'correct' },
  incident: Incident,
  patch: Partial<IncidentContent>,
): Partial<IncidentContent> {
  if (reachOf === undefined || said?.uncertaintyMetres != null || !isOfUnit(said?.locationPrecision)) return patch
  return { ...patch, uncertaintyMetres: reachOf(patch.point ?? incident.point, said.locationPrecision) }
}

/** A patch that touches the place, with what its words and its point have against each other now. */
function heldAnew(
  { doubtOf }: Entry & { what: 'correct' },
  incident: Incident,
  patch: Partial<IncidentContent>,
): Partial<IncidentContent> {
  if (doubtOf === undefined) return patch
  const content = { ...incident, ...patch }
  return { ...patch, tags: tagsWith(content.tags, doubtOf(content)) }
}

type Reasoned = IncidentPatch & { readonly reason: string }

/** What a person says of status and grade after a patch; a status among the properties is said in the same way. */
function overrideOf(patch: Reasoned, incident: Incident, desk: Desk): Override | null {
  const override = incident.override ?? null
  const status = patch.properties?.status ?? null
  if (patch.override === null) return null
  const said: IncidentPatch['override'] = patch.override ?? (status === null ? null : { status })
  if (said === null) return override
  const { grade = override?.grade ?? null, status: believed = override?.status ?? null } = said
  if (grade === null && believed === null) return null
  return { grade, status: believed, by: desk.by, at: desk.now, reason: patch.reason }
}

/** What an override says, whoever said it and when. */
function says(override: Override | null): string {
  return override === null ? 'nothing' : canonical([override.grade, override.status])
}

/** What a patch changes: what it leaves out stays, what it sets to null goes back to its default. */
function patchOf(patch: IncidentPatch): Partial<IncidentContent> {
  const { status: _judged, ...said } = patch.properties ?? {}
  const named = Object.entries(said).filter(([, value]) => value !== undefined)
  const precision = said.locationPrecision
  return {
    ...(precision == null ? {} : { uncertaintyMetres: defaultUncertaintyMetres(precision) }),
    ...Object.fromEntries(named.filter(([, value]) => value !== null)),
    ...Object.fromEntries(
      Object.entries(cleared).filter(([key]) => named.some(([name, it]) => name === key && it === null)),
    ),
    ...(patch.geometry === undefined ? {} : { point: patch.geometry }),
  }
}

const cleared = {
  summary: null,
  place: null,
  occurredTo: null,
  actors: [],
  targets: [],
  casualties: [],
  tags: [],
  severity: 'unknown',
} as const

function underProperties<T extends { readonly path: string }>(error: T): T {
  return { ...error, path: `properties.${error.path}` }
}
