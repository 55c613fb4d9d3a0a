import type { Span } from './words.js'

/** One sentence, line or point of a list. */
export interface Sentence extends Span {
  readonly text: string
  /** Number of its paragraph, from 0. */
  readonly paragraph: number
  /** A line that stands above others and does not end as a sentence does. */
  readonly isHeading: boolean
}

/** What a full stop does not end. */
const abbreviation =
  /(?:^|[\s(])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|St|Col|Gen|Lt|Maj|Capt|Sgt|Brig|Gov|No|approx|ca|vs|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/u
/** Begins at the first mark of a row, so that a long row of them is looked at once. */
const stop = /(?<![.!?])[.!?]+["”’)\]]*\s+(?=["“‘(]?[\p{Lu}\p{N}]|al-|el-|ash-)/gu
const headingWords = 14

/** Cuts a text into paragraphs, and these into sentences. */
export function sentencesOf(text: string): readonly Sentence[] {
  const paragraphs = paragraphsOf(text)
  return paragraphs.flatMap((span, paragraph) => {
    const line = text.slice(span.start, span.end)
    const isHeading = paragraphs.length > 1 && looksLikeHeading(line)
    return cut(line).map(({ start, end }) => ({
      start: span.start + start,
      end: span.start + end,
      text: line.slice(start, end),
      paragraph,
      isHeading,
    }))
  })
}

/** Paragraphs end at an empty line, before a point of a list, and where a line ends early. */
function paragraphsOf(text: string): readonly Span[] {
  const spans: Span[] = []
  let start = 0
  for (const found of text.matchAll(/\r?\n/g)) {
    const line = text.slice(text.lastIndexOf('\n', found.index - 1) + 1, found.index)
    const after = text.slice(found.index + found[0].length)
    if (!endsParagraph(line, after)) continue
    spans.push({ start, end: found.index })
    start = found.index + found[0].length
  }
  return [...spans, { start, end: text.length }].flatMap((span) => trimmed(text, span))
}

/** Lines of mail that was wrapped are long; a line that ends early ends what it says. */
const wrappedAt = 58
function endsParagraph(line: string, after: string): boolean {
  return line.trim().length < wrappedAt || /[.:!?;]["”)]?\s*$/.test(line) || /^[^\S\n]*(?:[-•*–]|\d+[.)])\s/.test(after)
}

function trimmed(text: string, { start, end }: Span): Span[] {
  const inside = text.slice(start, end)
  const lead = /^(?:\s|[-•*–](?=\s)|\d+[.)](?=\s))*/u.exec(inside)?.[0].length ?? 0
  const tail = inside.length - inside.trimEnd().length
  return start + lead < end - tail ? [{ start: start + lead, end: end - tail }] : []
}

function looksLikeHeading(line: string): boolean {
  return !/[.!?]["”’)]*$/.test(line) && line.split(/\s+/).length <= headingWords
}

function cut(line: string): readonly Span[] {
  const ends = [...line.matchAll(stop)].filter((it) => !abbreviation.test(line.slice(0, it.index + 1)))
  const starts = [0, ...ends.map((it) => it.index + it[0].length)]
  return starts.flatMap((start, at) => trimmedEnd(line, start, starts[at + 1] ?? line.length))
}

function trimmedEnd(line: string, start: number, end: number): Span[] {
  const text = line.slice(start, end).trimEnd()
  return text === '' ? [] : [{ start, end: start + text.length }]
}
