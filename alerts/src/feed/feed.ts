/** The words of what brings reports in by itself; see `model.ts` for all others. */
import type { Point } from 'geojson'
import type { Instant, Reliability } from '../model.js'
import type { RecordMapping } from '../report/words.js'

export const feedFormats = ['usgs', 'gdacs', 'georss', 'cap', 'csv', 'json'] as const
/**
 * How a feed is written: USGS GeoJSON; GDACS RSS; RSS or Atom with positions; CAP messages and indexes of them; CSV and JSON
 * by a mapping, or as their columns are known.
 */
export type FeedFormat = (typeof feedFormats)[number]

export const feedWays = ['poll', 'drop', 'push'] as const
/** `poll`: asked for at an address. `drop`: files put into its folder. `push`: sent by the source. */
export type FeedWay = (typeof feedWays)[number]

/** What a person says of a feed. */
export interface FeedContent {
  readonly name: string
  readonly way: FeedWay
  readonly format: FeedFormat
  /** Where it is polled; null for the other ways. */
  readonly url: string | null
  /** Name of the source that its reports are of, and how reliable that is where nobody has judged it yet. */
  readonly source: string
  readonly reliability: Reliability
  readonly enabled: boolean
  /** "Quiet" is not claimed while a required feed is anything but fresh. */
  readonly required: boolean
  /** How often it is polled. */
  readonly everyMs: number
  /** The longest time without anything new that is still ordinary. */
  readonly expectedMs: number
  /** What it is relied on for: centre and radius. */
  readonly point: Point
  readonly radiusMetres: number
  /** Which field of a CSV or JSON record tells what; null reads the columns of a known data set, and ours. */
  readonly mapping: RecordMapping | null
}

export const feedStates = ['fresh', 'unheard', 'late', 'silent', 'failing'] as const
/**
 * `unheard`: it has not answered since it was made or switched on. `late`: over its expected interval. `silent`: twice over it. `failing`: it
 * answers with errors.
 */
export type FeedState = (typeof feedStates)[number]

export const feedWarnings = ['jump', 'drop', 'skew', 'behind'] as const
/**
 * Odd, but no reason yet to distrust it: far more than it usually brings; far less; a clock that is off; a payload older
 * than one that came before.
 */
export type FeedWarning = (typeof feedWarnings)[number]

/** What is known of how a feed does. Counts are of the last 24 hours. */
export interface FeedFigures {
  /** When it was made or switched on last: its silence counts from there. */
  readonly since: Instant
  readonly lastPollAt: Instant | null
  /** When it last answered with something that can be read. */
  readonly lastSuccessAt: Instant | null
  /** When it last brought something new. */
  readonly lastNewsAt: Instant | null
  readonly nextDueAt: Instant | null
  /** Failures since it last answered. */
  readonly failures: number
  readonly error: string | null
  /** How far the source's clock is ahead of ours; null where it does not tell. */
  readonly skewMs: number | null
  /** How much older its last payload is than the latest one before; null where it is not, or does not tell. */
  readonly behindMs: number | null
  /** Payloads of the last 24 hours that were older than one before. */
  readonly behindCount: number
  /** What it brought, hour by hour, the present hour last. */
  readonly hours: readonly FeedHour[]
  /** Items that wait to be repaired. */
  readonly rejected: number
}

/** What a feed brought in one hour: new or changed items, and what could not be taken. */
export interface FeedHour {
  readonly news: number
  readonly rejected: number
}

/** A polled, dropped or pushed stream of reports with an expected interval, and how it does. */
export interface Feed extends FeedContent, FeedFigures {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly state: FeedState
  /** Why it is in this state, in words. */
  readonly reason: string
  readonly warnings: readonly FeedWarning[]
  /** When its present outage was told; null while there is none. */
  readonly outageAt: Instant | null
  /** Taken off the list; what it brought stays. */
  readonly removed: boolean
}
