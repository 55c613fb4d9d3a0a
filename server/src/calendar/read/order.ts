import type { CalendarSpan } from '@cordon/alerts'
import type { Result } from '../../platform/result.js'
import { expand, type Window } from './expand.js'
import { readCalendar, type ReadCalendar } from './read-calendar.js'

/** A text and by whose clock it is meant where it does not say. */
export interface CalendarText {
  readonly source: string
  readonly timeZone: string
}

/** What a reader of calendars may be asked: whether a text is taken, or when the events of texts are on. */
export type CalendarOrder =
  | { readonly what: 'accept'; readonly text: CalendarText; readonly nowMs: number }
  | { readonly what: 'times'; readonly texts: readonly CalendarText[]; readonly window: Window }

/** What is kept of a text that is taken. */
export type Accepted = Result<Pick<ReadCalendar, 'timeZone' | 'eventsCount'>>

/** When a calendar is on in a window, and whether anything may come after it. */
export interface TextTimes {
  readonly spans: readonly CalendarSpan[]
  readonly hasMore: boolean
}

/** More times than an import lets through, in the longest time that is looked back at. */
const patience = { times: 100_000, ms: 10_000 } as const

export function accept({ source, timeZone }: CalendarText, nowMs: number): Accepted {
  const read = readCalendar(source, { timeZone, nowMs })
  return read.ok ? { ok: true, value: { timeZone: read.value.timeZone, eventsCount: read.value.eventsCount } } : read
}

/** Of each text; null of one that cannot be read any more. */
export function timesOfTexts(texts: readonly CalendarText[], window: Window): readonly (TextTimes | null)[] {
  return texts.map(({ source, timeZone }) => {
    const read = readCalendar(source, { timeZone, nowMs: null })
    if (!read.ok) return null
    const { spans, hasMore } = expand(read.value, window, patience)
    return { spans, hasMore }
  })
}
