import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Component } from './components.js'
import { plainText, type ContentLine } from './lines.js'
import { lengthOf, momentOf, momentsOf, type Clocks, type Length, type Moment } from './moments.js'
import { refused, shown } from './refusal.js'

/** An event with all that repeats of it. */
export interface Series {
  readonly what: string
  readonly uid: string
  readonly sequence: number
  readonly isCancelled: boolean
  /** Which time of the series of its `uid` it stands for, in milliseconds since 1970; null where it is the series. */
  readonly insteadMs: number | null
  readonly start: Moment
  readonly length: Length
  readonly rules: readonly RRuleTemporal[]
  /** Times beside those of the rules, some with a length of their own. */
  readonly more: readonly { readonly at: Temporal.ZonedDateTime; readonly length: Length }[]
  /** Times that fall out, in milliseconds since 1970; and days that do. */
  readonly without: ReadonlySet<number>
  readonly daysWithout: ReadonlySet<string>
}

/** Periods of a rule that are looked through in vain before it is given up. */
const mostSteps = 100_000

/** An event as it is told. Throws a refusal of what cannot be read. */
export function seriesOf(component: Component, clocks: Clocks): Series {
  const all = (name: string) => component.lines.filter((it) => it.name === name)
  const text = (name: string) => plainText(all(name)[0]?.value ?? '')
  const what = text('SUMMARY').slice(0, 200)
  const [startLine] = all('DTSTART')
  if (startLine === undefined) throw refused('calendar.noStart', { event: what || text('UID') }, component.line)
  const start = momentOf(startLine.value, startLine, clocks)
  const [unread] = [...all('EXRULE'), ...all('RECURRENCE-ID').filter(({ params }) => params.has('RANGE'))]
  if (unread !== undefined) throw refused('calendar.notRead', { got: unread.name }, unread.line)
  const [instead] = all('RECURRENCE-ID').flatMap((line) => momentsOf(line, clocks))
  const length = ofEvent({ start, what, end: all('DTEND')[0], duration: all('DURATION')[0] }, clocks)
  const left = all('EXDATE').flatMap((line) => momentsOf(line, clocks))
  return {
    ...{ what, uid: text('UID'), sequence: Number(text('SEQUENCE')) || 0, start, length },
    isCancelled: text('STATUS').toUpperCase() === 'CANCELLED',
    insteadMs: instead?.at.epochMilliseconds ?? null,
    rules: all('RRULE').map((line) => ruleOf(line, start)),
    more: all('RDATE').flatMap((line) => moreOf(line, length, clocks)),
    without: new Set(left.filter(({ isDay }) => !isDay || start.isDay).map(({ at }) => at.epochMilliseconds)),
    // Some say only the day on which an event of a time falls out.
    daysWithout: new Set(
      left.filter(({ isDay }) => isDay && !start.isDay).map(({ at }) => at.toPlainDate().toString()),
    ),
  }
}

interface Ends {
  readonly start: Moment
  readonly what: string
  readonly end: ContentLine | undefined
  readonly duration: ContentLine | undefined
}

function ofEvent({ start, what, end, duration }: Ends, clocks: Clocks): Length {
  if (duration !== undefined) return lengthOf(duration.value, duration.line)
  // A day is whole; a time without an end takes none (RFC 5545, 3.6.1).
  if (end === undefined) return Temporal.Duration.from({ days: start.isDay ? 1 : 0 })
  const { at } = momentOf(end.value, end, clocks)
  const length = start.isDay
    ? Temporal.Duration.from({ days: start.at.toPlainDate().until(at.toPlainDate()).days })
    : // Each time takes exactly as long as the first one, whatever clocks do meanwhile (RFC 5545, 3.8.5.3).
      Temporal.Duration.from({ milliseconds: at.epochMilliseconds - start.at.epochMilliseconds })
  if (length.sign < 0) throw refused('calendar.endsBefore', { event: what, got: shown(end.value) }, end.line)
  // Some end a day on itself.
  return start.isDay && length.sign === 0 ? Temporal.Duration.from({ days: 1 }) : length
}

function ruleOf({ value, line }: ContentLine, { at }: Moment): RRuleTemporal {
  if (/FREQ=(SECONDLY|MINUTELY)/i.test(value) || /BY(MINUTE|SECOND)=[^;]*,/i.test(value)) {
    throw refused('calendar.tooFine', { got: shown(value) }, line)
  }
  try {
    return new RRuleTemporal({
      ...{ rruleString: `RRULE:${value.toUpperCase()}`, dtstart: at, tzid: at.timeZoneId, includeDtstart: true },
      ...{ temporal: Temporal, maxIterations: mostSteps, cache: false },
    })
  } catch {
    throw refused('calendar.rule', { got: shown(value) }, line)
  }
}

function moreOf(line: ContentLine, length: Length, clocks: Clocks): Series['more'] {
  return line.value.split(',').map((text) => {
    const [from = '', to] = text.split('/')
    const { at } = momentOf(from, line, clocks)
    if (to === undefined) return { at, length }
    if (/^[+-]?P/.test(to)) return { at, length: lengthOf(to, line.line) }
    const milliseconds = momentOf(to, line, clocks).at.epochMilliseconds - at.epochMilliseconds
    if (milliseconds < 0) throw refused('calendar.duration', { got: shown(text) }, line.line)
    return { at, length: Temporal.Duration.from({ milliseconds }) }
  })
}
