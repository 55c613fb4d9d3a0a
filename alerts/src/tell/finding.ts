import type { Instant } from '../model.js'
import { formatUtcAt } from '../time.js'
import { formatBearing, formatDistance, formatRadius, formatSpan } from '../units.js'
import { absenceSentences } from './absence-sentences.js'
import { accessSentences } from './access-sentences.js'
import { awaySentences } from './away-sentences.js'
import { alertSentences } from './alert-sentences.js'
import { wayFaults, waySentences } from './way-sentences.js'
import { askedSentences, ogcSentences, shapeSentences } from './asked-sentences.js'
import { bodySentences } from './body-sentences.js'
import { broughtSentences } from './brought-sentences.js'
import { calendarSentences } from './calendar-sentences.js'
import { deniedSentences } from './denied-sentences.js'
import { expectedSentences } from './expected-sentences.js'
import { feedSentences } from './feed-sentences.js'
import { fileSentences } from './file-sentences.js'
import { keptSentences } from './kept-sentences.js'
import { nameSentences } from './name-sentences.js'
import { oneSentences } from './one-sentences.js'
import { checkSentences, placeSentences } from './place-sentences.js'
import { historySentences } from './history-sentences.js'
import { previewSentences } from './preview-sentences.js'
import { readFaults, readSentences } from './read-sentences.js'
import { refusedSentences } from './refused-sentences.js'
import { ruleSentences } from './rule-sentences.js'
import { shiftSentences } from './shift-sentences.js'
import { sitrepSentences } from './sitrep-sentences.js'
import { trendSentences } from './trend-sentences.js'

/** Everything that the house says by itself, by its code. English stands here; the page has its own words for each code. */
export const sentences = {
  ...checkSentences,
  ...placeSentences,
  ...ruleSentences,
  ...absenceSentences,
  ...calendarSentences,
  ...feedSentences,
  ...keptSentences,
  ...nameSentences,
  ...refusedSentences,
  ...readSentences,
  ...readFaults,
  ...expectedSentences,
  ...shiftSentences,
  ...historySentences,
  ...previewSentences,
  ...trendSentences,
  ...askedSentences,
  ...ogcSentences,
  ...shapeSentences,
  ...deniedSentences,
  ...fileSentences,
  ...waySentences,
  ...wayFaults,
  ...alertSentences,
  ...awaySentences,
  ...accessSentences,
  ...bodySentences,
  ...broughtSentences,
  ...sitrepSentences,
  ...oneSentences,
} as const
export type FindingCode = keyof typeof sentences

/** A value of a finding. Its name says its unit: `awayMetres`, `quietMs`, `likePercent`, `untilAt`. */
export type FindingValue = string | number | readonly string[]

/** Something that the house says, as data: which sentence, and the values in it. */
export interface Finding {
  readonly code: string
  readonly values: Readonly<Record<string, FindingValue>>
}

type BlanksOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | BlanksOf<Rest> : never
type Measured = `${string}${'Metres' | 'Degrees' | 'Ms' | 'Days' | 'Hours' | 'Minutes' | 'Percent' | 'Count'}`
type ValueOf<Name> = Name extends Measured | 'count' | 'line' | 'spread' | 'version'
  ? number
  : Name extends
        | 'dispositions'
        | 'options'
        | 'importStateOptions'
        | 'fileStateOptions'
        | 'kinds'
        | 'types'
        | 'actors'
        | 'askedActors'
        | 'askedWords'
        | 'askedSources'
    ? readonly string[]
    : string
type ValuesOf<Code extends FindingCode> = { readonly [Name in BlanksOf<(typeof sentences)[Code]>]: ValueOf<Name> }

/** A finding with every value that its sentence has a blank for. */
export function finding<Code extends FindingCode>(code: Code, values: ValuesOf<Code> & Finding['values']): Finding {
  return { code, values }
}

/** A finding's sentence alone, for what is kept as text. */
export function say<Code extends FindingCode>(code: Code, values: ValuesOf<Code> & Finding['values']): string {
  return sentenceOf(finding(code, values))
}

/** A template cut at its blanks: text at even places, names at odd ones. */
export function piecesOf(template: string): readonly string[] {
  return template.split(/\{(\w+)\}/)
}

const pieces: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(sentences).map(([code, template]) => [code, piecesOf(template)]),
)

/** The names of the values that a code's sentence holds; none where the code is not known. */
export function blanksOf(code: string): readonly string[] {
  return [...new Set((pieces.get(code) ?? []).filter((_, at) => at % 2 === 1))]
}

/** A finding in English. Times are told as one says them at `now`, and with their day where it is left out; a code that is not known is told as it is. */
export function sentenceOf({ code, values }: Finding, now?: Instant): string {
  const parts = pieces.get(code)
  if (parts === undefined) return code
  return parts.map((it, at) => (at % 2 === 0 ? it : wordOf(it, values[it] ?? '', now))).join('')
}

function wordOf(name: string, value: FindingValue, now: Instant | undefined): string {
  if (typeof value === 'number') return measured(name, value)
  if (typeof value === 'string')
    return name.endsWith('At') && value.endsWith('Z') ? formatUtcAt(value, now ?? null) : value
  if (value.length === 0) return 'none'
  return value.join(/options$/i.test(name) ? ' or ' : ', ')
}

function measured(name: string, value: number): string {
  if (name === 'uncertaintyMetres') return formatRadius(value)
  if (name.endsWith('Metres')) return formatDistance(value)
  if (name.endsWith('Degrees')) return formatBearing(value)
  if (name.endsWith('Ms')) return formatSpan(value)
  return name === 'mostCount' ? grouped(value) : String(value)
}

/** `500000` as `500,000`. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
