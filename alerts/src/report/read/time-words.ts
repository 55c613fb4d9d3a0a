import type { DraftTime, FromText } from './words.js'
import type { Stretch } from './find.js'

/** What a reader of times has to know. */
export interface TimeContext {
  /** When the text was published, in milliseconds since 1970. */
  readonly publishedMs: number
  /** The clock of the text, in minutes ahead of UTC. */
  readonly offsetMinutes: number
  /** The day that "the same day" and "later that night" speak of: the start of it, on the text's clock. */
  readonly anchorMs: number | null
  /** Days are meant that come, not that were: a threat. */
  readonly ahead: boolean
}

/** A time as a stretch tells it. */
export interface TimeRead extends FromText<DraftTime> {
  /** The start of the day it names on the text's clock; null where it names none, or a longer time. */
  readonly dayMs: number | null
  /** Names a day by itself, not only an hour or "the same day". */
  readonly namesDay: boolean
}

/** Reads the time of a stretch. It is given from outside, because calendars are a library's work. */
export type ReadTime = (stretch: Stretch, context: TimeContext) => TimeRead | null
