import {
  incidentClasses,
  incidentTypes,
  judgedStatuses,
  parseInstant,
  severities,
  type IncidentType,
  type Severity,
} from '@cordon/alerts'
import type { LocationQuery } from 'vue-router'

export const exerciseAsked = ['all', 'only'] as const

/** What the reader asks of history; an empty text or list means "any". It stands in the address as it is. */
export interface Filters {
  readonly from: string
  readonly to: string
  /** A type, or `class:…` for all types of a class. */
  readonly type: string
  /** Types that are left out, with commas between. */
  readonly notType: string
  readonly severity: readonly Severity[]
  readonly status: string
  readonly kind: string
  readonly grade: string
  readonly q: string
  /** The id of a source. */
  readonly source: string
  readonly actor: string
  readonly bbox: string
  /** The id of a zone, or the corners of an area as the server reads them. */
  readonly zone: string
  readonly area: string
  /** How well its time is known, with commas between; weekday (Monday is 1) and hour in UTC. */
  readonly precision: string
  readonly weekday: string
  readonly hour: string
  /** To the minute, in UTC, `2021-11-08T06:00`: only what had been recorded by then. */
  readonly asOf: string
  /** What is played is left out unless `all` or `only` is asked for. */
  readonly exercise: '' | (typeof exerciseAsked)[number]
}

const texts = [
  ...(['from', 'to', 'type', 'status', 'kind', 'grade', 'q', 'bbox', 'asOf', 'source', 'actor'] as const),
  ...(['zone', 'area', 'notType', 'precision', 'weekday', 'hour', 'exercise'] as const),
]

/** Filters that ask for nothing. */
export const anything: Filters = {
  ...{ from: '', to: '', type: '', status: '', kind: '', grade: '', q: '', bbox: '', asOf: '', source: '', actor: '' },
  ...{ zone: '', area: '', notType: '', precision: '', weekday: '', hour: '', exercise: '' },
  severity: [],
}

/** The filters in an address. */
export function filtersIn(query: LocationQuery): Filters {
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : '')
  const severity = text('severity').split(',')
  return {
    from: text('from'),
    to: text('to'),
    type: text('type'),
    notType: text('notType'),
    status: text('status'),
    kind: text('kind'),
    grade: text('grade'),
    q: text('q'),
    bbox: text('bbox'),
    asOf: text('asOf'),
    source: text('source'),
    actor: text('actor'),
    zone: text('zone'),
    area: text('area'),
    precision: text('precision'),
    weekday: text('weekday'),
    hour: text('hour'),
    exercise: exerciseAsked.find((it) => it === text('exercise')) ?? '',
    severity: severities.filter((it) => severity.includes(it)),
  }
}

/** The filters as they stand in an address, without those that ask for nothing. */
export function queryOf(filters: Filters): Readonly<Record<string, string>> {
  const entries = texts.map((key) => [key, filters[key]] as const)
  const set = [...entries, ['severity', filters.severity.join(',')] as const].filter(([, value]) => value !== '')
  return Object.fromEntries(set)
}

export function isAny(filters: Filters): boolean {
  return Object.keys(queryOf(filters)).length === 0
}

/** The same for the server: days become instants (to the end of the day), a class becomes its types. */
export function requestOf(filters: Filters): Readonly<Record<string, string | readonly string[]>> {
  const { exercise, ...asked } = queryOf(filters)
  return {
    ...asked,
    ...(exercise === 'all' ? {} : { exercise: exercise ?? 'without' }),
    // One that is merged stands in the one that it is merged into; asked for, it is shown.
    ...(filters.status === '' ? { status: judgedStatuses } : {}),
    ...(filters.from === '' ? {} : { from: startOf(filters.from) }),
    ...(filters.to === '' ? {} : { to: endOf(filters.to) }),
    ...(filters.asOf === '' ? {} : { asOf: asOfInstant(filters) }),
    ...(filters.type.startsWith('class:') ? { type: typesOf(filters.type.slice('class:'.length)) } : {}),
  }
}

/** The instant up to which what was recorded counts; what is no time stays as it is, so that the server says so. */
export function asOfInstant({ asOf }: Pick<Filters, 'asOf'>): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asOf) ? `${asOf}:00.000Z` : asOf
}

function startOf(day: string): string {
  const parsed = parseInstant(day)
  return parsed.ok ? parsed.instant : day
}

function endOf(day: string): string {
  const parsed = parseInstant(day)
  if (!parsed.ok) return day
  return parsed.dateOnly ? new Date(Date.parse(parsed.instant) + 86_399_999).toISOString() : parsed.instant
}

const typeKeys = Object.keys(incidentTypes).filter((key): key is IncidentType => key in incidentTypes)

/** The types that are asked for by name or class; null for any. */
export function typesAsked({ type }: Pick<Filters, 'type'>): readonly IncidentType[] | null {
  if (type === '') return null
  return type.startsWith('class:') ? typesOf(type.slice('class:'.length)) : typeKeys.filter(isAmong(type.split(',')))
}

function isAmong(names: readonly string[]): (type: IncidentType) => boolean {
  return (type) => names.includes(type)
}

/** The same search without some types that it does not leave out already. */
export function without({ notType, ...filters }: Filters, types: readonly IncidentType[]): Filters {
  const left = [...new Set([...notType.split(','), ...types])].filter((it) => it !== '')
  return { ...filters, notType: left.join(',') }
}

function typesOf(ofClass: string): readonly IncidentType[] {
  return typeKeys.filter((type) => incidentTypes[type].class === ofClass)
}

/** Classes with their types, for choosing. */
export const typeGroups = Object.entries(incidentClasses).map(([key, label]) => ({ key, label, types: typesOf(key) }))
