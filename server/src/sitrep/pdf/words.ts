import type { SitrepLanguage } from '../../wire/index.js'
import { arabic } from './words-ar.js'
import { english, type SitrepWords } from './words-en.js'

/** In what a report is said. */
export interface Spoken {
  readonly words: SitrepWords
  readonly language: SitrepLanguage
}

const words: Readonly<Record<SitrepLanguage, SitrepWords>> = {
  en: english,
  ar: arabic,
}

export function wordsOf(language: SitrepLanguage): SitrepWords {
  return words[language]
}

/** A saying with its blanks filled; what fills them keeps its own direction. */
export function filled(saying: string, values: Readonly<Record<string, string | number>>): string {
  return saying.replace(/\{(\w+)\}/g, (_, name: string) => `\u2068${values[name] ?? ''}\u2069`)
}
