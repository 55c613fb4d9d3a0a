import type { Language } from '@cordon/alerts'
import { arabic } from './phrases-ar.js'
import { english } from './phrases-en.js'
import type { Phrases } from './phrases.js'

const phrases: Readonly<Record<Language, Phrases>> = { en: english, ar: arabic }

/** The words of a language. */
export function phrasesIn(language: Language): Phrases {
  return phrases[language]
}
