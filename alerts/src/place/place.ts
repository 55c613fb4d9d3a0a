import type { Point } from 'geojson'

export const placeKinds = ['city', 'town', 'village', 'district', 'camp', 'site'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** A place that has a name: an entry of the gazetteer. */
export interface Place {
  /** Where the entry comes from and what it is there, for example `geonames:170794`. */
  readonly id: string
  readonly name: string
  /** Other spellings, in any script. */
  readonly otherNames: readonly string[]
  readonly kind: PlaceKind
  /** ISO 3166-1, two letters; null where it is not stated. */
  readonly country: string | null
  /** Governorate, province or state. */
  readonly admin1: string | null
  readonly admin2: string | null
  readonly point: Point
  /** Radius in which what happens "in" the place lies: its own extent and the error of the point. */
  readonly uncertaintyMetres: number
  readonly population: number | null
  /** Whose position this is. */
  readonly source: string
}
