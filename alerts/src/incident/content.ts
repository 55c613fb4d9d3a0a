import type { IncidentContent } from '../model.js'

/** The fields of the content, in the order of the model. */
export const contentFields = [
  'kind',
  'type',
  'title',
  'summary',
  'severity',
  'status',
  'point',
  'uncertaintyMetres',
  'locationPrecision',
  'place',
  'occurredFrom',
  'occurredTo',
  'timePrecision',
  'actors',
  'targets',
  'casualties',
  'tags',
  'exercise',
] as const satisfies readonly (keyof IncidentContent)[]

/** The content of an incident without what the house keeps about it. */
export function contentOf(incident: IncidentContent): IncidentContent {
  return {
    kind: incident.kind,
    type: incident.type,
    title: incident.title,
    summary: incident.summary,
    severity: incident.severity,
    status: incident.status,
    point: incident.point,
    uncertaintyMetres: incident.uncertaintyMetres,
    locationPrecision: incident.locationPrecision,
    place: incident.place,
    occurredFrom: incident.occurredFrom,
    occurredTo: incident.occurredTo,
    timePrecision: incident.timePrecision,
    actors: incident.actors,
    targets: incident.targets,
    casualties: incident.casualties,
    tags: incident.tags,
    exercise: incident.exercise,
  }
}

/**
 * The content as one canonical JSON text, for comparing and hashing: keys in order whatever order they came in, lists
 * as they stand. Of a whole incident only the content counts.
 */
export function contentKey(content: IncidentContent): string {
  return JSON.stringify(byName(content))
}

/** As `inOrder` would put it, laid out once and for all: whatever comes in is hashed. */
function byName(content: IncidentContent): Readonly<Record<keyof IncidentContent, unknown>> {
  return {
    actors: content.actors,
    casualties: inOrder(content.casualties),
    exercise: content.exercise,
    kind: content.kind,
    locationPrecision: content.locationPrecision,
    occurredFrom: content.occurredFrom,
    occurredTo: content.occurredTo,
    place: content.place,
    point: inOrder(content.point),
    severity: content.severity,
    status: content.status,
    summary: content.summary,
    tags: content.tags,
    targets: content.targets,
    timePrecision: content.timePrecision,
    title: content.title,
    type: content.type,
    uncertaintyMetres: content.uncertaintyMetres,
  }
}

/** Whether two contents say the same; a second revision is due only where they do not. */
export function sameContent(a: IncidentContent, b: IncidentContent): boolean {
  return contentKey(a) === contentKey(b)
}

/** JSON with the keys of every object in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value))
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const members: Readonly<Record<string, unknown>> = { ...value }
  const keys = Object.keys(members).sort()
  return Object.fromEntries(keys.map((key) => [key, inOrder(members[key])]))
}
