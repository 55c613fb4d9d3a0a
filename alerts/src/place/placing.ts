import type { MultiPolygon, Point, Polygon } from 'geojson'
import type { LocationPrecision } from '../model.js'
import type { Place } from './place.js'

/** What is known beside the words. */
export interface PlaceHints {
  /** Governorate that the report states. It ranks, and what contradicts it is never accepted unasked. */
  readonly admin1?: string | null
  /** Where the report is about: places within it come first. */
  readonly near?: { readonly point: Point; readonly metres: number } | null
  /** How many candidates to name at most; 8 where it is left out. */
  readonly limit?: number
}

/** Where a text puts something. */
export interface PlacePosition {
  readonly point: Point
  /** Radius round the point that covers all that the words allow. */
  readonly uncertaintyMetres: number
  readonly locationPrecision: LocationPrecision
  /** What the words allow, to be drawn: a disc, a sector, a band. */
  readonly shape: Polygon | MultiPolygon
  /** A sentence that says how the words were understood. */
  readonly explanation: string
}

/** A place that the words may mean. */
export interface PlaceCandidate {
  readonly place: Pick<Place, 'id' | 'name' | 'kind' | 'country' | 'admin1' | 'admin2' | 'source'>
  /** The spelling that fits best. */
  readonly matchedName: string
  /** 0 … 1, likeness of the names alone. */
  readonly score: number
  /** Why it stands where it stands, each a sentence. */
  readonly reasons: readonly string[]
  readonly position: PlacePosition
}

/** Something that a text says twice, held against itself: a distance, a governorate. */
export interface PlaceCheck {
  readonly of: 'distance' | 'direction' | 'admin1'
  readonly agrees: boolean
  /** A sentence with both values. */
  readonly finding: string
}

interface Understood {
  readonly text: string
  /** A sentence that says why. */
  readonly explanation: string
  /** Best first. */
  readonly candidates: readonly PlaceCandidate[]
  /** What the text says beside the name and how it agrees; of the first candidate. */
  readonly checks: readonly PlaceCheck[]
}

/**
 * What a text says of where. `found`: one place by itself, to be used. `ambiguous`: somebody has to choose among the
 * candidates. `none`: the gazetteer knows nothing like it.
 */
export type Placing =
  | (Understood & { readonly verdict: 'found'; readonly position: PlacePosition })
  | (Understood & { readonly verdict: 'ambiguous'; readonly position: null })
  | (Understood & { readonly verdict: 'none'; readonly position: null })
