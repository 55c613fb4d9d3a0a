import {
  exerciseChoices,
  incidentKinds,
  incidentStatuses,
  incidentTypes,
  severities,
  timePrecisions,
  type ExerciseChoice,
  type IncidentKind,
  type IncidentStatus,
  type IncidentType,
  type Instant,
  type Severity,
  type TimePrecision,
} from '../model.js'
import { parseInstant } from '../time.js'

/** How what a search asks for is called where the reader is, on a page or on paper. */
export interface SearchTongue {
  readonly field: (of: AskedField) => string
  readonly type: (of: IncidentType) => string
  readonly severity: (of: Severity) => string
  readonly kind: (of: IncidentKind) => string
  readonly status: (of: IncidentStatus) => string
  /** How well the time of something is known, as a choice among others. */
  readonly precision: (of: TimePrecision) => string
  readonly exercise: (of: ExerciseChoice | 'all') => string
  /** Between things of a list. */
  readonly comma: string
  readonly day: (at: Instant) => string
  readonly moment: (at: Instant) => string
  /** Monday is 1. */
  readonly weekday: (of: number) => string
  /** What a zone is called; null where the reader knows none of this id. */
  readonly zone: (id: string) => string | null
  /** Likewise a source. */
  readonly source: (id: string) => string | null
}

/** What a search may ask for, in the order in which it is said; each is called what its field in the page is called. */
export const askedFields = [
  ...(['q', 'area', 'bbox', 'zone', 'from', 'to', 'asOf', 'weekday', 'hour', 'precision'] as const),
  ...(['type', 'notType', 'severity', 'kind', 'grade', 'status', 'actor', 'source', 'exercise'] as const),
]
export type AskedField = (typeof askedFields)[number]
const isField = (name: string): name is AskedField => askedFields.some((it) => it === name)

/** One thing that a search asks for. */
export interface SearchPart {
  readonly name: string
  readonly text: string
}

/** A search as it stands in an address, in words. What is not known here stands as it was asked. */
export function searchParts(search: Readonly<Record<string, string>>, tongue: SearchTongue): readonly SearchPart[] {
  const known = askedFields.flatMap((name) => (search[name] ? [{ name, value: search[name] }] : []))
  const rest = Object.entries(search).filter(([name]) => !isField(name))
  return [
    ...known.map(({ name, value }) => ({ name: tongue.field(name), text: askedText(name, value, tongue) })),
    ...rest.map(([name, text]) => ({ name, text })),
  ]
}

/** What one field of a search asks for. */
export function askedText(name: AskedField, value: string, tongue: SearchTongue): string {
  const each = (word: (one: string) => string) => value.split(',').map(word).join(tongue.comma)
  const listed = <T extends string>(all: readonly T[], word: (it: T) => string) =>
    each((one) => all.filter((it) => it === one).map(word)[0] ?? one)
  switch (name) {
    case 'area':
    case 'bbox':
      return cornersOf(value)
    case 'zone':
      return tongue.zone(value) ?? value
    case 'from':
    case 'to':
      return dayOf(value, name, tongue)
    case 'asOf':
      return momentOf(value, tongue.moment)
    case 'weekday':
      return listed(['1', '2', '3', '4', '5', '6', '7'], (it) => tongue.weekday(Number(it)))
    case 'hour':
      return `${value.padStart(2, '0')}:00–${value.padStart(2, '0')}:59Z`
    case 'precision':
      return listed(timePrecisions, tongue.precision)
    case 'type':
    case 'notType':
      return listed(typesKnown, tongue.type)
    case 'severity':
      return listed(severities, tongue.severity)
    case 'kind':
      return listed(incidentKinds, tongue.kind)
    case 'status':
      return listed(incidentStatuses, tongue.status)
    case 'exercise':
      return listed([...exerciseChoices, 'all'] as const, tongue.exercise)
    case 'source':
      return each((one) => tongue.source(one) ?? one)
    case 'q':
    case 'grade':
    case 'actor':
      return value
  }
}

const typesKnown = Object.keys(incidentTypes).filter((it): it is keyof typeof incidentTypes => it in incidentTypes)

/** From its southwest to its northeast corner, longitude first, so that one area is told from another. */
function cornersOf(value: string): string {
  const numbers = value.split(/[,;]/).map(Number)
  if (numbers.length < 4 || numbers.some((it) => !Number.isFinite(it))) return value
  // A box says its corners itself, also where it crosses the antimeridian.
  if (numbers.length === 4) return `${numbers.slice(0, 2).join(',')} – ${numbers.slice(2).join(',')}`
  const [longitudes, latitudes] = [0, 1].map((odd) => numbers.filter((_, at) => at % 2 === odd))
  const corner = (of: (...them: number[]) => number) => `${of(...(longitudes ?? []))},${of(...(latitudes ?? []))}`
  return `${corner(Math.min)} – ${corner(Math.max)}`
}

/** A whole day by its name; a time within one with the time. */
function dayOf(value: string, name: 'from' | 'to', { day, moment }: SearchTongue): string {
  const edge = name === 'from' ? 'T00:00:00.000Z' : 'T23:59:59.999Z'
  return momentOf(value, value.endsWith(edge) || !value.includes('T') ? day : moment)
}

function momentOf(value: string, written: (at: Instant) => string): string {
  const parsed = parseInstant(value)
  return parsed.ok ? written(parsed.instant) : value
}
