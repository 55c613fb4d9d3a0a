import type { FromText, Span } from './words.js'

/** Words found in the text, at their place. */
export interface Found extends Span {
  readonly words: string
  /** The named parts of the pattern, those that took part. */
  readonly parts: Readonly<Record<string, string | undefined>>
}

/** Everything in a stretch that a pattern (with `g`) finds, at its place in the whole text. */
export function findAll(pattern: RegExp, { text, start }: { readonly text: string; readonly start: number }): Found[] {
  return [...text.matchAll(pattern)].map((it) => ({
    start: start + it.index,
    end: start + it.index + it[0].length,
    words: it[0],
    parts: it.groups ?? {},
  }))
}

export function spanOf({ start, end }: Span): Span {
  return { start, end }
}

export function fromText<T>(value: T, ...spans: readonly Span[]): FromText<T> {
  return { value, spans: spans.map(spanOf) }
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** A stretch of the text with its place; what has been dealt with is blanked, so that nothing else reads it. */
export interface Stretch extends Span {
  readonly text: string
}

/** The same stretch with some of it blanked; places stay what they are. */
export function blank(stretch: Stretch, spans: readonly Span[]): Stretch {
  const text = spans.reduce((now, span) => {
    const from = Math.max(0, span.start - stretch.start)
    const to = Math.min(now.length, span.end - stretch.start)
    return to <= from ? now : now.slice(0, from) + ' '.repeat(to - from) + now.slice(to)
  }, stretch.text)
  return { ...stretch, text }
}

/** Part of a stretch. */
export function part(stretch: Stretch, start: number, end: number): Stretch {
  return { start, end, text: stretch.text.slice(start - stretch.start, end - stretch.start) }
}
