import type { MultiPolygon, Point, Polygon } from 'geojson'
import type { LocationPrecision } from '../model.js'
import { sentenceOf, type Finding } from '../tell/finding.js'
import type { Place } from './place.js'
import type { WatchedDegrees } from './watched.js'

/** What is known beside the words. */
export interface PlaceHints {
  /** Governorate that the report states. It ranks, and what contradicts it is never accepted unasked. */
  readonly admin1?: string | null
  /** Where the report is about: places within it come first. */
  readonly near?: { readonly point: Point; readonly metres: number } | null
  /** Where this installation watches: of places that are called alike those near it are named first. */
  readonly watched?: WatchedDegrees
  /** How many candidates to name at most; 8 where it is left out. */
  readonly limit?: number
}

/** Something said in a sentence, with the same as data. */
export interface Explained {
  readonly explanation: string
  /** What the sentence says, as codes and values: one or two. */
  readonly findings: readonly Finding[]
}

/** What some findings say together. */
export function explained(...findings: readonly Finding[]): Explained {
  return { explanation: findings.map((it) => sentenceOf(it)).join(' '), findings }
}

/** Where a text puts something, and how its words were understood. */
export interface PlacePosition extends Explained {
  readonly point: Point
  /** Radius round the point that covers all that the words allow. */
  readonly uncertaintyMetres: number
  readonly locationPrecision: LocationPrecision
  /** What the words allow, to be drawn: a disc, a sector, a band. */
  readonly shape: Polygon | MultiPolygon
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
  /** The same reasons as data. */
  readonly findings: readonly Finding[]
  readonly position: PlacePosition
}

/** Something that a text says twice, held against itself: a distance, a governorate. Its values hold both. */
export interface PlaceCheck extends Finding {
  readonly of: 'distance' | 'direction' | 'admin1'
  readonly agrees: boolean
  /** The same as a sentence. */
  readonly finding: string
}

/** A check from what it found. */
export function checked(of: PlaceCheck['of'], agrees: boolean, found: Finding): PlaceCheck {
  return { of, agrees, ...found, finding: sentenceOf(found) }
}

/** What was understood of a text, and why. */
interface Understood extends Explained {
  readonly text: string
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
