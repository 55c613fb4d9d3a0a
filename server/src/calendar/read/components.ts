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

interface Growing extends Components {
  readonly own: ContentLine[]
  readonly events: Component[]
  readonly zones: Component[]
}

/**
 * Takes a text apart into its calendars, of which it may have several. Throws a refusal of one that is no calendar, that is
 * cut off, or whose parts do not stand in one another as they should.
 */
export function componentsOf(text: string): readonly Components[] {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text)) throw refused('calendar.notOne', { got: shown(text) })
  const calendars: Growing[] = []
  const open: Open[] = []
  for (const line of contentLines(text)) {
    if (line.name === 'BEGIN') begin(line, open, calendars)
    else if (line.name === 'END') end(line, open, calendars.at(-1))
    else if (open.length === 0) throw outside(line)
    else open.at(-1)?.lines.push(line)
  }
  const [left] = open
  if (left !== undefined) throw refused('calendar.notEnded', { got: left.name }, left.line)
  return calendars
}

function nameOf({ value }: ContentLine): string {
  return value.trim().toUpperCase()
}

function outside({ name, value, line }: ContentLine) {
  return refused('calendar.outside', { got: shown(`${name}:${value}`) }, line)
}

function begin(line: ContentLine, open: Open[], calendars: Growing[]): void {
  const [name, inner] = [nameOf(line), open.at(-1)]
  if (inner === undefined) {
    if (name !== 'VCALENDAR') throw outside(line)
    const own: ContentLine[] = []
    calendars.push({ own, events: [], zones: [] })
    open.push({ name, line: line.line, lines: own })
    return
  }
  const isMisplaced = name === 'VCALENDAR' || (name === 'VEVENT' && inner.name !== 'VCALENDAR')
  if (isMisplaced) throw refused('calendar.wrongEnd', { expected: inner.name, got: `BEGIN:${name}` }, line.line)
  open.push({ name, line: line.line, lines: [] })
}

function end(line: ContentLine, open: Open[], calendar: Growing | undefined): void {
  const [name, inner] = [nameOf(line), open.pop()]
  if (inner === undefined) throw outside(line)
  if (inner.name !== name)
    throw refused('calendar.wrongEnd', { expected: inner.name, got: `END:${shown(name)}` }, line.line)
  const outer = open.at(-1)
  if (name === 'VEVENT') calendar?.events.push(inner)
  if (name === 'VTIMEZONE') calendar?.zones.push(inner)
  // Its offsets are told of the zone as a whole.
  if (outer?.name === 'VTIMEZONE' && (name === 'STANDARD' || name === 'DAYLIGHT')) outer.lines.push(...inner.lines)
}
