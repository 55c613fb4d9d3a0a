import type { LogEntry, LogLineKind } from '@cordon/alerts'
import type { LogLine } from '@cordon/server/wire'

/** What stands on the page of the log: lines that were read, and entries that came live. */
export interface Known {
  readonly lines: ReadonlyMap<string, LogLine>
  readonly entries: ReadonlyMap<string, LogEntry>
  readonly kinds: readonly LogLineKind[]
  /** Whether there is more before the earliest line that was read; what came live from before it stands there. */
  readonly hasMore: boolean
}

/** The lines of the log, latest first: each entry in its latest revision, whichever way it came. */
export function arrangedLines({ lines, entries, kinds, hasMore }: Known): readonly LogLine[] {
  const known = new Map(lines)
  const earliest = hasMore ? earliestOf(lines) : ''
  for (const entry of entries.values()) {
    const read = known.get(entry.id)
    const isNewer = read === undefined ? entry.at >= earliest : isEntry(read) && read.entry.revision < entry.revision
    if (isNewer && kinds.includes(entry.kind)) known.set(entry.id, lineOfEntry(entry))
  }
  return [...known.values()].toSorted(latestFirst)
}

export function lineOfEntry(entry: LogEntry): LogLine {
  return { line: 'entry', id: entry.id, at: entry.at, entry }
}

function isEntry(line: LogLine): line is Extract<LogLine, { line: 'entry' }> {
  return line.line === 'entry'
}

function earliestOf(lines: ReadonlyMap<string, LogLine>): string {
  return [...lines.values()].reduce((earliest, { at }) => (at < earliest ? at : earliest), '9')
}

/** As the server orders them. */
function latestFirst(a: LogLine, b: LogLine): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0
}
