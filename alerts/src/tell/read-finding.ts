import { absenceSentences } from './absence-sentences.js'
import { expectedSentences } from './expected-sentences.js'
import { feedSentences } from './feed-sentences.js'
import { piecesOf, type Finding } from './finding.js'
import { keptSentences } from './kept-sentences.js'
import { nameSentences } from './name-sentences.js'
import { checkSentences } from './place-sentences.js'
import { readFaults, readSentences } from './read-sentences.js'
import { refusedSentences } from './refused-sentences.js'
import { ruleSentences } from './rule-sentences.js'
import { shiftSentences } from './shift-sentences.js'
import { wayFaults, waySentences } from './way-sentences.js'

/** What is kept as a text: in tags, titles, summaries, the watch log, in why an incident was revised or something was not taken. */
export const readable = {
  ...absenceSentences,
  ...checkSentences,
  ...feedSentences,
  ...keptSentences,
  ...refusedSentences,
  ...readSentences,
  ...shiftSentences,
  ...waySentences,
} as const

/** What has more words of its own is tried first, so that a sparse sentence takes nothing from a fuller one. */
const readers = readersOf(readable)
/** Said in other sentences alone: by itself each would be taken for the words of anybody. */
const innerReaders = readersOf(expectedSentences)
const faultReaders = readersOf({ ...wayFaults, ...readFaults })
/** Kept where names are alone: in a text they would be the words of anybody. */
const nameReaders = readersOf(nameSentences)
/** Kept in traces alone, where nobody writes anything else. */
const verdictReaders = readersOf(ruleSentences)

interface Reader {
  readonly code: string
  readonly pieces: readonly string[]
}

function readersOf(templates: Readonly<Record<string, string>>): readonly Reader[] {
  return Object.entries(templates)
    .map(([code, template]) => ({ code, pieces: piecesOf(template) }))
    .toSorted((a, b) => ownLength(b.pieces) - ownLength(a.pieces))
}

function ownLength(pieces: readonly string[]): number {
  return pieces.reduce((sum, it, at) => (at % 2 === 0 ? sum + it.length : sum), 0)
}

/**
 * Takes a sentence of the house apart again, so that what is kept as text can be told in another language. Values come as
 * they were worded. Null for what is not one of its sentences.
 */
export function findingIn(text: string): Finding | null {
  return readIn(text, readers)
}

/** Takes apart what was expected, as a sentence of the house has it in itself. */
export function expectationIn(text: string): Finding | null {
  return readIn(text, innerReaders)
}

/** Takes apart what went wrong on the way, as a sentence of the house has it in itself. */
export function faultIn(text: string): Finding | null {
  return readIn(text, faultReaders) ?? findingIn(text)
}

/** Reads what stands for a name and is nobody's. */
export function nameIn(text: string): Finding | null {
  return readIn(text, nameReaders)
}

/** Takes apart what a rule said of an incident, as the trace keeps it. */
export function verdictIn(text: string): Finding | null {
  return readIn(text, verdictReaders)
}

function readIn(text: string, readers: readonly Reader[]): Finding | null {
  for (const { code, pieces } of readers) {
    const values = valuesIn(text, pieces)
    if (values !== null) return { code, values }
  }
  return null
}

/** Each value ends where the words after it first stand; so it takes one pass, whatever the text. */
function valuesIn(text: string, pieces: readonly string[]): Record<string, string> | null {
  const [first = '', ...rest] = pieces
  if (!text.startsWith(first)) return null
  const values: Record<string, string> = {}
  let from = first.length
  for (let at = 0; at < rest.length; at += 2) {
    const [name = '', after = ''] = rest.slice(at)
    const isLast = at + 2 === rest.length
    const end = isLast && text.endsWith(after) ? text.length - after.length : text.indexOf(after, from + 1)
    if (end <= from || (isLast && end + after.length < text.length)) return null
    values[name] = text.slice(from, end)
    from = end + after.length
  }
  return from === text.length ? values : null
}
