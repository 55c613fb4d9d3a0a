import type { Incident } from '@cordon/alerts'
import type { IncidentPatched } from '../api/incidents.js'
import { coordinateText, readCoordinates } from '../ui/coordinates.js'
import { emptyEntry, entryProblem, readWhen, type Entry } from './entry.js'

/** What stands in the form by which a person corrects an incident. */
export type Correction = { -readonly [K in keyof Omit<Entry, 'source' | 'credibility'>]: Entry[K] } & {
  exercise: boolean
}

/** The form filled with what is believed now. */
export function correctionOf(incident: Incident): Correction {
  const { title, type, severity, kind, exercise, timePrecision, locationPrecision, uncertaintyMetres } = incident
  return {
    ...{ title, type, severity, kind, exercise, timePrecision, locationPrecision, uncertaintyMetres },
    when: incident.occurredFrom.slice(0, 16).replace('T', ' '),
    coordinates: coordinateText(incident.point.coordinates),
    place: incident.place ?? '',
    summary: incident.summary ?? '',
  }
}

/** The first field that keeps the form from being sent; null where it may go. */
export function correctionProblem(form: Correction, nowMs: number): ReturnType<typeof entryProblem> {
  return entryProblem({ ...emptyEntry(0), ...form }, nowMs)
}

/** Whether the point moves away from under the name of its place. */
export function isNameLeftBehind(before: Correction, after: Correction): boolean {
  const moves = readCoordinates(after.coordinates).ok && after.coordinates !== before.coordinates
  return moves && after.place.trim() !== '' && after.place === before.place
}

/** What the form changes against what it was filled with, and why; nothing else is sent. */
export function patchSaid(before: Correction, after: Correction, reason: string): IncidentPatched {
  const { coordinates, when, place, summary, ...plain } = after
  const changed = Object.entries(plain).filter(([key, value]) => value !== Reflect.get(before, key))
  const time = readWhen(when)
  const where = readCoordinates(coordinates)
  const properties = {
    ...Object.fromEntries(changed),
    ...(when !== before.when && time.ok ? { occurredFrom: time.instant } : {}),
    ...(place === before.place ? {} : { place: place.trim() === '' ? null : place.trim() }),
    ...(summary === before.summary ? {} : { summary: summary.trim() === '' ? null : summary.trim() }),
  }
  const moved = coordinates !== before.coordinates && where.ok
  return {
    reason,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(moved ? { geometry: { type: 'Point', coordinates: [...where.position] } } : {}),
  }
}
