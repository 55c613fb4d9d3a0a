import {
  defaultUncertaintyMetres,
  instantMs,
  isOfUnit,
  parseInstant,
  type Incident,
  type LocationPrecision,
} from '@cordon/alerts'
import type { IncidentSaid } from '../api/incidents.js'
import { readCoordinates } from '../ui/coordinates.js'

/** What stands in the form by which a person reports an incident. Times are UTC: `2021-11-09 05:52`. */
export interface Entry extends Pick<
  Incident,
  'title' | 'type' | 'severity' | 'kind' | 'timePrecision' | 'locationPrecision'
> {
  /** Empty where the server fills it in. */
  readonly uncertaintyMetres: number | ''
  readonly when: string
  readonly coordinates: string
  readonly place: string
  readonly source: string
  readonly credibility: '1' | '2' | '3' | '4' | '5' | '6'
  readonly summary: string
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A form to begin with: just now, near a place, nothing judged. */
export function emptyEntry(nowMs: number): Writable<Entry> {
  return {
    title: '',
    type: 'other',
    severity: 'moderate',
    kind: 'event',
    when: whenText(new Date(nowMs).toISOString()),
    timePrecision: 'exact',
    coordinates: '',
    locationPrecision: 'near',
    uncertaintyMetres: 1000,
    place: '',
    source: '',
    credibility: '6',
    summary: '',
  }
}

/** The radius that a precision begins with; how far a governorate or a country reaches, the server measures. */
export function radiusOf(precision: LocationPrecision): Entry['uncertaintyMetres'] {
  return isOfUnit(precision) ? '' : defaultUncertaintyMetres(precision)
}

/** An instant as the form has it. */
export function whenText(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ')
}

/** Whether somebody has written anything that is worth keeping. */
export function isBegun({ title, place, coordinates, source, summary }: Entry): boolean {
  return [title, place, coordinates, source, summary].some((text) => text.trim() !== '')
}

/** The first field that keeps the form from being sent; null where it may go. */
export function entryProblem(entry: Entry, nowMs: number): 'title' | 'when' | 'notYet' | 'coordinates' | null {
  if (entry.title.trim() === '') return 'title'
  const time = readWhen(entry.when)
  if (!time.ok) return 'when'
  if (entry.kind === 'event' && instantMs(time.instant) > nowMs) return 'notYet'
  return readCoordinates(entry.coordinates).ok ? null : 'coordinates'
}

/** A date and a time in UTC as people write them, with or without the letters of ISO 8601. */
export function readWhen(text: string) {
  const bare = text.trim().replace(/Z$/i, '')
  return parseInstant(`${bare.replace(/\s+/, 'T')}Z`)
}

/** What the form says, without the fields that were left empty. */
export function saidOf(entry: Entry): IncidentSaid {
  const { place, source, summary, when, title, coordinates: _coordinates, uncertaintyMetres, ...rest } = entry
  const time = readWhen(when)
  return {
    ...rest,
    title: title.trim(),
    occurredFrom: time.ok ? time.instant : when,
    ...(uncertaintyMetres === '' ? {} : { uncertaintyMetres }),
    ...said('place', place),
    ...said('source', source),
    ...said('summary', summary),
  }
}

function said(key: 'place' | 'source' | 'summary', text: string): Partial<Record<typeof key, string>> {
  return text.trim() === '' ? {} : { [key]: text.trim() }
}
