import { wholeCharacters } from '@cordon/alerts'
import { Temporal } from 'temporal-polyfill'
import type { Component } from './components.js'
import { plainText, type ContentLine } from './lines.js'
import { lengthOf, momentOf, momentsOf, type Clocks, type Length, type Moment } from './moments.js'
import { refused, shown } from './refusal.js'
import { ruleOf, type Repeating } from './rule.js'

/** An event with all that repeats of it. */
export interface Series {
  /** Where it begins in the text. */
  readonly line: number
  readonly what: string
  readonly uid: string
  readonly sequence: number
  readonly isCancelled: boolean
  /** Which time of the series of its `uid` it stands for; null where it is the series. */
  readonly instead: Moment | null
  readonly start: Moment
  readonly length: Length
  readonly rules: readonly Repeating[]
  /** Times beside those of the rules, some with a length of their own. */
  readonly more: readonly { readonly at: Temporal.ZonedDateTime; readonly length: Length }[]
  readonly without: Left
}

/** Times of a series that fall out: in milliseconds since 1970; and days that do, as they are written. */
export interface Left {
  readonly times: ReadonlySet<number>
  readonly days: ReadonlySet<string>
}

/** Characters of a name that are kept. */
const mostOfName = 200

/** An event as it is told. Throws a refusal of what cannot be read. */
export function seriesOf(component: Component, clocks: Clocks): Series {
  const all = (name: string) => component.lines.filter((it) => it.name === name)
  const text = (name: string) => plainText(all(name)[0]?.value ?? '')
  const what = wholeCharacters(text('SUMMARY').slice(0, mostOfName))
  mustBeOnce(all)
  const isCancelled = text('STATUS').toUpperCase() === 'CANCELLED'
  // Where one of a series is called off, some only say which.
  const [startLine] = [...all('DTSTART'), ...(isCancelled ? all('RECURRENCE-ID') : [])]
  if (startLine === undefined) throw refused('calendar.noStart', { event: what || shown(text('UID')) }, component.line)
  const start = momentOf(startLine.value, startLine, clocks)
  const [unread] = [...all('EXRULE'), ...all('RECURRENCE-ID').filter(({ params }) => params.has('RANGE'))]
  if (unread !== undefined) throw refused('calendar.notRead', { got: unread.name }, unread.line)
  const [instead] = all('RECURRENCE-ID').flatMap((line) => momentsOf(line, clocks))
  const length = ofEvent({ start, what, end: all('DTEND')[0], duration: all('DURATION')[0] }, clocks)
  return {
    ...{ line: component.line, what, uid: text('UID'), sequence: Number(text('SEQUENCE')) || 0, start, length },
    ...{ isCancelled, instead: instead ?? null },
    rules: all('RRULE').map((line) => ruleOf(line, start, clocks)),
    more: all('RDATE').flatMap((line) => moreOf(line, { start, length }, clocks)),
    without: leftBy(
      all('EXDATE').flatMap((line) => momentsOf(line, clocks)),
      start,
    ),
  }
}

function mustBeOnce(all: (name: string) => readonly ContentLine[]): void {
  for (const name of ['DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID']) {
    const again = all(name)[1]
    if (again !== undefined) throw refused('calendar.twice', { name, got: shown(again.value) }, again.line)
  }
}

/** What falls out of a series. Some say only the day on which an event of a time does, or a time where it takes days. */
export function leftBy(moments: readonly Moment[], start: Moment): Left {
  const asDays = moments.filter(({ isDay }) => isDay || start.isDay)
  const asTimes = moments.filter((it) => !asDays.includes(it))
  return {
    times: new Set(asTimes.map(({ at }) => at.epochMilliseconds)),
    days: new Set(asDays.map(({ at }) => at.toPlainDate().toString())),
  }
}

interface Ends {
  readonly start: Moment
  readonly what: string
  readonly end: ContentLine | undefined
  readonly duration: ContentLine | undefined
}

function ofEvent({ start, what, end, duration }: Ends, clocks: Clocks): Length {
  const told = duration === undefined ? undefined : lengthOf(duration.value, duration.line)
  // A day is whole; a time without an end takes none (RFC 5545, 3.6.1).
  if (end === undefined) return told ?? Temporal.Duration.from({ days: start.isDay ? 1 : 0 })
  const { at, isDay } = momentOf(end.value, end, clocks)
  if (told !== undefined && start.at.add(told).epochMilliseconds !== at.epochMilliseconds) {
    throw refused('calendar.twoEnds', { got: shown(end.value), duration: shown(duration?.value ?? '') }, end.line)
  }
  const length =
    start.isDay && isDay
      ? Temporal.Duration.from({ days: start.at.toPlainDate().until(at.toPlainDate()).days })
      : // Each time takes exactly as long as the first one, whatever clocks do meanwhile (RFC 5545, 3.8.5.3).
        Temporal.Duration.from({ milliseconds: at.epochMilliseconds - start.at.epochMilliseconds })
  if (length.sign < 0) throw refused('calendar.endsBefore', { event: what, got: shown(end.value) }, end.line)
  // Some end a day on itself.
  return start.isDay && length.sign === 0 ? Temporal.Duration.from({ days: 1 }) : length
}

interface First {
  readonly start: Moment
  readonly length: Length
}

function moreOf(line: ContentLine, { start, length }: First, clocks: Clocks): Series['more'] {
  return line.value.split(',').map((text) => {
    const [from = '', to, ...rest] = text.split('/')
    const moment = momentOf(from, line, clocks)
    if (to === undefined) return { at: likeFirst(moment, start), length }
    const { at } = moment
    if (rest.length > 0) throw refused('calendar.duration', { got: shown(text) }, line.line)
    if (/^[+-]?P/i.test(to)) return { at, length: lengthOf(to, line.line) }
    const milliseconds = momentOf(to, line, clocks).at.epochMilliseconds - at.epochMilliseconds
    if (milliseconds < 0) throw refused('calendar.duration', { got: shown(text) }, line.line)
    return { at, length: Temporal.Duration.from({ milliseconds }) }
  })
}

/** A day that is named beside an event of a time is one on which it comes at that time; a time beside a day, that day. */
function likeFirst({ at, isDay }: Moment, start: Moment): Temporal.ZonedDateTime {
  if (isDay === start.isDay) return at
  const { timeZoneId: timeZone } = start.at
  const plainTime = start.isDay ? undefined : start.at.toPlainTime()
  return at.toPlainDate().toZonedDateTime({ timeZone, ...(plainTime && { plainTime }) })
}
