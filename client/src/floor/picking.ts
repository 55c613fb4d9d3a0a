import type { Line, Placed } from './grouping.js'

/** The alerts of a line: one, or all of a group. */
export function idsOf(line: Line): readonly string[] {
  return line.kind === 'head' ? line.alerts.map(({ id }) => id) : [line.alert.id]
}

/** Picks all of some alerts, or, where all of them are picked, none of them. */
export function toggled(picked: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const isAll = ids.every((id) => picked.has(id))
  const others = [...picked].filter((id) => !ids.includes(id))
  return new Set(isAll ? others : [...others, ...ids])
}

/** The alerts of the lines from one to another, both included, whichever stands first. */
export function between(lines: readonly Line[], from: string, to: string): readonly string[] {
  const ends = [from, to].map((key) => lines.findIndex((line) => line.key === key)).filter((at) => at >= 0)
  if (ends.length === 0) return []
  const span = lines.slice(Math.min(...ends), Math.max(...ends) + 1)
  return span.flatMap((line) => (line.kind === 'alert' ? [line.alert.id] : []))
}

/** What is picked of what is shown: nothing is done to an alert that nobody sees. */
export function shownOf(picked: ReadonlySet<string>, rows: readonly Placed[]): ReadonlySet<string> {
  const shown = rows.map(({ alert }) => alert.id).filter((id) => picked.has(id))
  return shown.length === picked.size ? picked : new Set(shown)
}
