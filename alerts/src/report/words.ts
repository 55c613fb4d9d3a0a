/** The words in which a record of other people (a row, a feed's item) is told to be an incident: data, JSON-safe. */
import type { Point } from 'geojson'
import type {
  Casualties,
  Credibility,
  IncidentKind,
  IncidentType,
  Instant,
  JudgedStatus,
  LocationPrecision,
  Severity,
  TimePrecision,
} from '../model.js'

/** Where a value of a record stands: the name of a column, or a path such as `properties.mag` or `items[0].name`. */
export type FieldPath = string

/** A text from a record: of these fields the first that says something, one put together (`{mag} earthquake, {place}`), or always the same. */
export type MappedText =
  { readonly from: readonly FieldPath[] } | { readonly template: string } | { readonly constant: string }

/**
 * What the words or codes of a record stand for, whatever the case of their letters. `otherwise` is taken for words that
 * the table does not hold; null refuses them, and an empty field as well.
 */
export interface MappedCode<T extends string> {
  readonly from: readonly FieldPath[]
  readonly table: Readonly<Record<string, T>>
  readonly otherwise: T | null
}

/** What a number of a record stands for: the first step that it reaches, from the highest. */
export interface MappedScale<T extends string> {
  readonly from: readonly FieldPath[]
  readonly steps: readonly { readonly atLeast: number; readonly is: T }[]
  /** Where there is no number, or none of the steps is reached. */
  readonly otherwise: T
}

/**
 * Where a record tells its position. `fields`: longitude and latitude, each by itself. `pair`: both in one text, in the
 * named order, or as WKT. `geometry`: a GeoJSON geometry; what is no point is taken by the middle of its box.
 */
export type MappedPosition =
  | { readonly how: 'fields'; readonly longitude: readonly FieldPath[]; readonly latitude: readonly FieldPath[] }
  | { readonly how: 'pair'; readonly from: readonly FieldPath[]; readonly order: 'lon-lat' | 'lat-lon' }
  | { readonly how: 'geometry'; readonly from: readonly FieldPath[] }

/** How a record writes a moment; `excel` counts days since 1899-12-30. */
export const timeFormats = ['iso', 'day-first', 'month-first', 'epoch-seconds', 'epoch-milliseconds', 'excel'] as const
export type TimeFormat = (typeof timeFormats)[number]

/** A moment of a record. `zone` is where its clock stood: `UTC`, `+03:00` or `Asia/Damascus`; a date alone is that day in UTC. */
export interface MappedTime {
  readonly from: readonly FieldPath[]
  /** The time of day where it stands by itself. */
  readonly clock: readonly FieldPath[]
  readonly format: TimeFormat
  readonly zone: string
}

/** How a record tells a count of people; a field that says nothing is "not stated". */
export interface MappedCount {
  readonly low: readonly FieldPath[]
  readonly best: readonly FieldPath[]
  readonly high: readonly FieldPath[]
}

/** A radius: a number of a record times the metres of its unit, or the metres that its codes stand for, where they say any. */
export type MappedRadius =
  | { readonly from: readonly FieldPath[]; readonly factor: number }
  | { readonly from: readonly FieldPath[]; readonly table: Readonly<Record<string, number>> }

/** Several names: of every field, each cut at the separators. */
export interface MappedList {
  readonly from: readonly FieldPath[]
  /** Characters that stand between two names; empty takes a field as one. */
  readonly separators: string
}

/** Which field of a foreign record tells which property of an incident. Null: the record does not tell it. */
export interface RecordMapping {
  readonly name: string
  /** Where a JSON document keeps its list of records, such as `data.items`; null finds it: the document itself, `features`, or its only list. */
  readonly records: FieldPath | null
  /** Which mark stands before decimals. Arabic-Indic digits and `٫` are read either way. */
  readonly decimal: 'point' | 'comma'
  readonly id: MappedText | null
  readonly title: MappedText
  readonly summary: MappedText | null
  readonly type: MappedCode<IncidentType> | { readonly constant: IncidentType }
  readonly kind: MappedCode<IncidentKind> | { readonly constant: IncidentKind } | null
  readonly severity: MappedCode<Severity> | MappedScale<Severity> | { readonly constant: Severity } | null
  readonly status: MappedCode<JudgedStatus> | { readonly constant: JudgedStatus } | null
  readonly position: MappedPosition | null
  readonly place: MappedText | null
  /** The governorate or the like, as a hint to where the place is. */
  readonly admin1: MappedText | null
  /** Metres, if a field tells them. */
  readonly uncertaintyMetres: MappedRadius | null
  readonly locationPrecision: MappedCode<LocationPrecision> | { readonly constant: LocationPrecision } | null
  readonly occurredFrom: MappedTime
  readonly occurredTo: MappedTime | null
  readonly timePrecision: MappedCode<TimePrecision> | { readonly constant: TimePrecision } | null
  readonly actors: MappedList | null
  readonly targets: MappedList | null
  readonly tags: MappedList | null
  readonly killed: MappedCount | null
  readonly injured: MappedCount | null
  readonly casualtyWords: MappedText | null
  /** Whose claim the casualties are; null takes the source. */
  readonly casualtySource: MappedText | null
  readonly exercise: MappedFlag | null
  readonly source: MappedText | null
  readonly credibility: MappedCode<Credibility> | { readonly constant: Credibility } | null
  readonly origin: MappedText | null
  readonly link: MappedText | null
  readonly reportedAt: MappedTime | null
  /** When the record was changed last, so that an older copy does not undo a newer one. */
  readonly updatedAt: MappedTime | null
  /** Whether the record was taken back by its source. */
  readonly deleted: MappedFlag | null
}

/** Yes or no: yes where a field says one of these words, whatever the case of their letters. */
export interface MappedFlag {
  readonly from: readonly FieldPath[]
  readonly yes: readonly string[]
}

/** What a record tells of an incident: a Feature as `POST /api/incidents` takes it, but for a position that it may lack. */
export interface MappedIncident {
  readonly type: 'Feature'
  readonly geometry: Point | null
  readonly properties: {
    readonly kind: IncidentKind
    readonly type: IncidentType
    readonly title: string
    readonly summary: string | null
    readonly severity: Severity
    readonly status: JudgedStatus | null
    readonly occurredFrom: Instant
    readonly occurredTo: Instant | null
    readonly timePrecision: TimePrecision | null
    readonly locationPrecision: LocationPrecision | null
    readonly uncertaintyMetres: number | null
    readonly place: string | null
    readonly actors: readonly string[]
    readonly targets: readonly string[]
    readonly casualties: readonly Casualties[]
    readonly tags: readonly string[]
    readonly exercise: boolean
    readonly source: string | null
    readonly externalId: string | null
    readonly reportedAt: Instant | null
    readonly credibility: Credibility | null
    readonly origin: string | null
    readonly link: string | null
  }
}

/** What is wrong with a field of a record: which one, what it says and what was expected. */
export interface RecordFault {
  readonly path: string
  readonly value: string
  readonly expectation: string
}
