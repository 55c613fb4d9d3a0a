import { houseName } from '../alert/action.js'
import { commandLineName } from '../tell/name-sentences.js'
import { formerPrefix } from './person.js'

/** What the page says of them in Arabic, with and without the article. */
const inArabic = ['سطر الأوامر', 'عضو سابق', 'العضو السابق'] as const

/** A name without what tells spellings of it apart: case, accents, spaces, marks, and what is drawn as nothing. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]|ـ/gu, '')
}

const nobodys: ReadonlySet<string> = new Set([houseName, commandLineName, formerPrefix, ...inArabic].map(bare))

/**
 * Whether a name stands for nobody, in whatever spelling: the command line’s, the house’s own, or that of people whose names
 * were forgotten, with a number or without. Whoever bore it would have done what nobody did.
 */
export function isNobodysName(name: string): boolean {
  return nobodys.has(bare(name).replace(/\p{N}+$/u, ''))
}
