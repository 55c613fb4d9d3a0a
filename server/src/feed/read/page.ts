import type { Feed, FeedFormat, RecordMapping } from '@cordon/alerts'
import type { Stated } from '../../ingest/content.js'
import type { FieldError } from '../../wire/index.js'

/** Everything that reading a payload takes from outside. */
export interface ReadContext {
  readonly format: FeedFormat
  readonly mapping: RecordMapping | null
  /** Name of the source that the reports are of. */
  readonly source: string
  readonly contentType: string | null
  /** The instant after which nothing can have happened. */
  readonly now: string
  /** What the feed is relied on for: swapped coordinates are known by it. */
  readonly point: Feed['point']
  readonly radiusMetres: number
}

/** One version of one thing that a feed tells. */
export interface FeedItem {
  /** The source's own id of what it tells, the same over all versions. */
  readonly externalId: string
  /** Other ids of the source under which later items may refer to it. */
  readonly aliases: readonly string[]
  /** Ids of earlier items that this one is about. */
  readonly refers: readonly string[]
  /** When its source said so; null where it does not tell. */
  readonly updatedAt: string | null
  /** What it tells; null where it withdraws without telling anything. */
  readonly input: Stated | null
  readonly withdrawn: boolean
  /** The governorate or the like that it states beside its point. */
  readonly admin1?: string | null
  /** Alike where the version says the same. */
  readonly hash: string
}

/** The hash of what ends an exercise, which takes back nothing that is real. */
export const exerciseEnded = 'exercise ended'

/** Something that could not be taken, and why. */
export interface Refusal {
  readonly externalId: string | null
  /** As the source wrote it, cut where it is long. */
  readonly raw: string
  /** The incident as far as it could be read; null where nothing could. */
  readonly draft: unknown
  readonly errors: readonly FieldError[]
}

/** Something that names where it happened and tells no position: to be looked up. */
export interface Unplaced {
  readonly about: Omit<FeedItem, 'input' | 'hash'>
  readonly draft: Draft
  /** Every name must be found; several are one area. */
  readonly places: readonly string[]
  readonly admin1: string | null
  /** As its source wrote it. */
  readonly raw: string
}

/** A payload that could be read. */
export interface FeedPage {
  readonly items: readonly FeedItem[]
  readonly unplaced: readonly Unplaced[]
  readonly refusals: readonly Refusal[]
  /** Tests, drafts and acknowledgements: read, counted, not taken. */
  readonly skipped: number
  /** Messages that an index names and that are to be fetched. */
  readonly links: readonly FeedLink[]
  /** When the source made it, as it says. */
  readonly madeAt: string | null
}

/** A message that an index names. `key` changes with its content. */
export interface FeedLink {
  readonly url: string
  readonly key: string
}

/** A payload, or why nothing of it can be read. */
export type ReadPayload =
  { readonly ok: true; readonly page: FeedPage } | { readonly ok: false; readonly message: string }

/** A page of nothing. */
export const emptyPage: FeedPage = { items: [], unplaced: [], refusals: [], skipped: 0, links: [], madeAt: null }

/** What a reader makes of one item, before it is checked. */
export type Told =
  | {
      readonly externalId: string
      readonly updatedAt: string | null
      readonly aliases?: readonly string[]
      readonly refers?: readonly string[]
      readonly withdrawn?: boolean
      /** Where it withdraws what was played, and nothing else. */
      readonly endsExercise?: boolean
      /** Geometry and properties in our words; null where it only withdraws. */
      readonly draft: Draft | null
      /** Where it happened in words, for when the draft has no position. */
      readonly places?: readonly string[]
      readonly admin1?: string | null
      /** What its source calls a property, so that what is wrong is named in its words. */
      readonly fieldOf?: (path: string) => string
      readonly raw: () => string
    }
  | {
      readonly refused: readonly FieldError[]
      readonly externalId: string | null
      readonly draft?: Draft
      readonly raw: () => string
    }

/** An incident as a reader drafts it. */
export interface Draft {
  readonly coordinates: readonly number[] | null
  readonly properties: Readonly<Record<string, unknown>>
}
