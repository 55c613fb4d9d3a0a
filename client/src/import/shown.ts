import {
  defaultUncertaintyMetres,
  incidentTypes,
  isOfUnit,
  locationPrecisions,
  precisionOf,
  type IncidentType,
  type LocationPrecision,
} from '@cordon/alerts'
import { boundsOf } from '../map/bounds.js'

/** An incident that would come in, as the preview shows it. */
export interface Shown {
  readonly when: string
  readonly type: IncidentType
  readonly title: string
  readonly where: string
  /** How precisely that is known, as it would be stored, and within how many metres; null as far as its unit reaches. */
  readonly precision: LocationPrecision
  readonly withinMetres: number | null
}

/** What a feature of the preview shows; nothing where it is none. */
export function shownOf(feature: unknown): readonly Shown[] {
  const properties = objectAt(feature, 'properties')
  const [position] = positionOf(feature)
  const key = Object.keys(incidentTypes).find((it) => it === properties['type'])
  const type = isType(key) ? key : 'other'
  const [when, title] = [textOf(properties['occurredFrom']), textOf(properties['title'])]
  const text = position === undefined ? '' : `${position[1]}, ${position[0]}`
  return title === ''
    ? []
    : [
        {
          when: when.replace('T', ' ').replace(/(?: 00:00)?:\d\d\.\d{3}Z$/, ''),
          type,
          title,
          where: text,
          ...whereabouts(properties),
        },
      ]
}

/** What is left out of the two follows from the other, as it will when it is stored. */
function whereabouts({ locationPrecision, uncertaintyMetres }: Readonly<Record<string, unknown>>) {
  const stated = typeof uncertaintyMetres === 'number' ? uncertaintyMetres : null
  const precision = locationPrecisions.find((it) => it === locationPrecision) ?? precisionOf(stated ?? 0)
  return { precision, withinMetres: stated ?? (isOfUnit(precision) ? null : defaultUncertaintyMetres(precision)) }
}

/** Where the features lie, in degrees: swapped columns and a wrong sign show at one glance. Null where there are none. */
export function spread(features: readonly unknown[]) {
  const bounds = boundsOf(features.flatMap(positionOf).map((it) => [...it]))
  if (bounds === null) return null
  const [west, south, east, north] = bounds.map((it) => Number(it.toFixed(2)))
  return { west, south, east, north }
}

function positionOf(feature: unknown): readonly (readonly [number, number])[] {
  const position = objectAt(feature, 'geometry')['coordinates']
  const [longitude, latitude]: readonly unknown[] = Array.isArray(position) ? position : []
  return typeof longitude === 'number' && typeof latitude === 'number' ? [[longitude, latitude]] : []
}

function isType(key: string | undefined): key is IncidentType {
  return key !== undefined && key in incidentTypes
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'object' && found !== null ? { ...found } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
