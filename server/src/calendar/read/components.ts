import { contentLines, type ContentLine } from './lines.js'
import { refused, shown } from './refusal.js'

/** An event or a time zone as it is written, without what stands inside of it. */
export interface Component {
  readonly line: number
  readonly lines: readonly ContentLine[]
}

/** What of a calendar is read. */
export interface Components {
  /** Those of the calendar itself. */
  readonly own: readonly ContentLine[]
  readonly events: readonly Component[]
  readonly zones: readonly Component[]
}

interface Open {
  readonly name: string
  readonly line: number
  readonly lines: ContentLine[]
}

/** Takes a text apart; throws a refusal of one that is no calendar, or that is cut off. Several calendars are read as one. */
export function componentsOf(text: string): Components {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text)) throw refused('calendar.notOne', { got: shown(text) })
  const open: Open[] = []
  const [own, events, zones]: [ContentLine[], Component[], Component[]] = [[], [], []]
  for (const line of contentLines(text)) {
    const inner = open.at(-1)
    const value = line.value.toUpperCase()
    if (line.name === 'BEGIN') open.push({ name: value, line: line.line, lines: [] })
    else if (line.name === 'END') {
      open.pop()
      if (inner?.name === 'VEVENT') events.push(inner)
      if (inner?.name === 'VTIMEZONE') zones.push(inner)
      // Its offsets are told of the zone as a whole.
      if (inner?.name === 'STANDARD' || inner?.name === 'DAYLIGHT') open.at(-1)?.lines.push(...inner.lines)
    } else if (inner?.name === 'VCALENDAR') own.push(line)
    else inner?.lines.push(line)
  }
  const [left] = open
  if (left !== undefined) throw refused('calendar.notEnded', { got: left.name }, left.line)
  return { own, events, zones }
}
