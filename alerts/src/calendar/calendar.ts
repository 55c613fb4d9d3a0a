/** The words of calendars; see `model.ts` for all others. */
import type { Instant } from '../instant.js'
import type { Zone } from '../model.js'

/** What a person says of a calendar; its events are in the text that was imported. */
export type CalendarContent = Pick<Zone, 'name' | 'visibility' | 'teamId'>

/** One version of a calendar: holidays, visiting days, who is on guard. Rules name it and go by its newest version. */
export interface Calendar extends CalendarContent {
  readonly id: string
  readonly version: number
  readonly seq: number
  readonly ownerId: string
  readonly ownerName: string
  readonly archived: boolean
  /** By whose clock its days begin, and its times that name no zone are meant. */
  readonly timeZone: string
  /** How many events its text has; one that repeats is one. */
  readonly eventsCount: number
  /** SHA-256 of the text as it was given. */
  readonly sourceHash: string
  readonly recordedAt: Instant
  readonly recordedBy: string
}

/** A time that an event of a calendar takes, from its beginning to its end, which is no more part of it. */
export interface CalendarSpan {
  readonly from: Instant
  readonly to: Instant
  /** What the calendar calls it; empty where it does not. */
  readonly what: string
}

/** What of a calendar bears on a decision: when it is on, about the time that is asked about. */
export interface CalendarTimes extends Pick<Calendar, 'id' | 'version' | 'name'> {
  /** Since when this version holds, where several versions of a calendar are given; it is left out where one is. */
  readonly since?: Instant
  /** In order; none begins before another one ends. */
  readonly spans: readonly CalendarSpan[]
  /** Up to when its spans are told; null where there are none after the last. */
  readonly until: Instant | null
  /** Whether its text could not be read just now: nobody knows when it is on. */
  readonly isUnread?: true
}
