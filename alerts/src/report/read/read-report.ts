import type { SaidBy, FromText, Reading } from './words.js'
import { shortForms, type Attribution } from './attribution.js'
import { factsOf, type Reader } from './facts.js'
import { fromText } from './find.js'
import { sentencesOf, type Sentence } from './sentences.js'
import { Telling } from './telling.js'
import type { ReadTime } from './time-words.js'
import { mainWhat } from './what.js'

export interface ReadOptions {
  /** When the text was published, in milliseconds since 1970: what "on Tuesday" counts from. */
  readonly publishedMs: number
  /** The clock of the text, in minutes ahead of UTC. */
  readonly offsetMinutes: number
  readonly readTime: ReadTime
}

/** Longer than any name; and a gap wider than any that parts two words of a sentence. */
const longWord = /\S{61,}/g
const wideGap = /[^\S\n]{21,}/g

/**
 * The text with what no sentence is made of put out of sight, place by place: the time that patterns take grows with
 * the square of a word's length.
 */
function sensible(text: string): string {
  return text
    .replace(longWord, (it) => '·'.repeat(it.length))
    .replace(wideGap, (it) => ` ${'·'.repeat(it.length - 2)} `)
}

/** Reads the incidents that a text tells, each value with its words. Nothing is placed and nothing is stored. */
export function readReport(said: string, options: ReadOptions): Reading {
  const text = sensible(said)
  const telling = new Telling(options.publishedMs)
  const sentences = withoutFalseHeadings(sentencesOf(text))
  const reader = readerFor(text, options, telling)
  for (const sentence of sentences) {
    for (const facts of factsOf(sentence, reader)) {
      if (!sentence.isHeading) telling.clause(facts)
      else if (facts.what === null) telling.heading(facts)
      else if (sentence.paragraph === 0) telling.headline(facts)
      else telling.clause(facts)
    }
  }
  return telling.done()
}

/** Short messages end without a stop, and are no headings for it: where nothing but lines is, lines are sentences. */
function withoutFalseHeadings(sentences: readonly Sentence[]): readonly Sentence[] {
  const isMessage = ({ text }: Sentence) => /\b\d{4}(?:Z|hrs|[A-Z]\b)|\b(?:WIA|KIA|unconf)\b/.test(text)
  const tells = sentences.some((it) => !it.isHeading && mainWhat(it) !== null)
  return sentences.map((it) => {
    const keeps = it.isHeading && !isMessage(it) && (tells || mainWhat(it) === null)
    return { ...it, isHeading: keeps }
  })
}

function readerFor(text: string, { readTime, publishedMs, offsetMinutes }: ReadOptions, telling: Telling): Reader {
  const long = shortForms(text)
  const named: string[] = []
  return {
    readTime,
    context: ({ isThreat, paragraph }) => ({
      publishedMs,
      offsetMinutes,
      anchorMs: telling.anchorMs(paragraph),
      ahead: isThreat,
    }),
    resolveWho: (attribution) => {
      const claim = resolved(attribution, long, named)
      named.push(claim.value.who)
      return claim
    },
  }
}

/** "It" is who spoke last; "the centre" is whoever was called one; a short form is the name it stands for. */
function resolved(
  { claim, isPronoun }: Attribution,
  long: ReadonlyMap<string, string>,
  named: readonly string[],
): FromText<SaidBy> {
  const { who } = claim.value
  const head = who.slice(0, 5).toLowerCase()
  const alike = named.toReversed().find((it) => it.toLowerCase().includes(head))
  const name = isPronoun ? (alike ?? named.at(-1) ?? who) : (long.get(who) ?? who)
  return fromText({ ...claim.value, who: name }, ...claim.spans)
}
