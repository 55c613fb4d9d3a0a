import { isMonth, isOfExercises, type Language, type Sitrep } from '@cordon/alerts'
import { factsOf, figureRows } from '../sitrep/pdf/facts.js'
import { momentText } from '../sitrep/pdf/say.js'
import { withoutMarks } from '../sitrep/pdf/visual.js'
import type { SitrepWords } from '../sitrep/pdf/words-en.js'
import { filled, wordsOf } from '../sitrep/pdf/words.js'
import type { ReportTold } from './message.js'
import type { Told } from './phrases.js'

export interface Telling {
  readonly language: Language
  /** Whoever has it sent. */
  readonly by: string
  /** Whether the document goes with it. */
  readonly isWhole: boolean
}

/** What a signed report says in a message. Marks of direction stay in words that run to the left alone. */
export function reportTold(report: Sitrep, { language, by, isWhole }: Telling): ReportTold {
  const words = wordsOf(language)
  const plain = (text: string) => (language === 'ar' ? text : withoutMarks(text))
  const { left, incidents } = report.content
  const exercise = isOfExercises(report) ? [words.exerciseAbout] : []
  const lines = [
    ...exercise,
    ...report.summary.split('\n').filter((line) => line.trim() !== ''),
    `${words.incidents}: ${incidents.length}. ${filled(words.leftOut, left)}`,
    isWhole ? words.attached : words.tooLarge,
    filled(words.sentBy, { name: by }),
  ]
  const figures = figureRows(report.content, words).map((row) => row.map(plain))
  return {
    title: withoutMarks(titleOf(report, words)),
    lines: lines.map(plain),
    facts: [...factsOf(report, words), ...signatureOf(report, words)].map(([name, value]) => [name, plain(value)]),
    figures: { head: ['', words.thisPeriod, words.lastPeriod, words.difference, words.unsure], rows: figures },
  }
}

/** What a draft says to whoever may sign it. */
export function unsignedTold(report: Sitrep, language: Language): Told {
  const words = wordsOf(language)
  const facts = factsOf(report, words)
    .slice(0, 3)
    .map(([name, value]) => `${name}: ${value}`)
  const lines = [words.unsignedAbout, ...facts]
  return {
    title: withoutMarks(filled(words.unsigned, { title: onOneLine(report.title) })),
    lines: lines.map(withoutMarks),
  }
}

function titleOf(report: Sitrep, words: SitrepWords): string {
  const kind = isMonth(report) ? words.monthly : words.kind
  const version = report.version === 1 ? '' : ` · ${words.version} ${report.version}`
  return `${isOfExercises(report) ? `${words.exercise} · ` : ''}${kind}: ${onOneLine(report.title)}${version}`
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

function signatureOf({ signedBy, signedAt }: Sitrep, words: SitrepWords): readonly (readonly [string, string])[] {
  return signedBy === null || signedAt === null ? [] : [[words.signedBy, `${signedBy.name} · ${momentText(signedAt)}`]]
}
