import type { IncidentType } from '../../model.js'
import { findAll, type Found, type Stretch } from './find.js'
import { attackedWords, typeWords, type TypeRole } from './type-words.js'

/** What a stretch says happened, with the words that say so. */
export interface What {
  readonly type: IncidentType
  readonly role: TypeRole
  readonly found: Found
}

/** Clauses that tell why or after what; what they name is told elsewhere, or not at all. */
const aside =
  /\b(?:in (?:an? |the )?(?:(?:what (?:looks|appears|seemed)[^,.;]{0,20})|(?:apparent|possible|likely|suspected) )?(?:retaliation|revenge|response|reaction|protest)(?: (?:for|to|against|at|over))?[^,.;]*|(?:shortly |just |hours |days |immediately )?(?:after|following) (?:the|an?|his|her|their|its|recent) [^,.;]*|(?:two|three|four|five|\d+|several) (?:days|weeks|hours) after[^,.;]*|because of [^,.;]*|(?:accus(?:ed|ing)|suspected) of [^,.;]*|on (?:charges|suspicion) of [^,.;]*|wanted for [^,.;]*|(?:involved|participat\p{L}+|taken part) in [^,.;]*|responsible for [^,.;]*|who (?:had|was|were) [^,.;]*|members? of (?:an?|the) [^,.;]*cell that [^,.;]*)/giu

/** Denials: what is said not to have happened. */
const denied =
  /\b(?:no|without(?: any)?|not) (?:\p{L}+ ){0,2}(?:attacks?|incidents?|clashes|explosions?|protests?|raids?|arrests?)\b/giu

/** Asides of a stretch, which are blanked before its type is read where anything is left without them. */
export function asidesIn(stretch: Stretch): readonly Found[] {
  return findAll(aside, stretch)
}

/** Every type that a stretch names, the strongest first. */
export function whatIn(stretch: Stretch): readonly What[] {
  const negated = findAll(denied, stretch)
  return typeWords.flatMap(({ type, role, words }) =>
    findAll(words, stretch)
      .filter((found) => !negated.some((it) => it.start <= found.start && found.end <= it.end))
      .map((found) => ({ type: attacked(type, stretch), role, found })),
  )
}

/** The type that a stretch tells; null where it names none. */
export function mainWhat(stretch: Stretch): What | null {
  const all = whatIn(stretch)
  return all.find((it) => it.role === 'event') ?? all[0] ?? null
}

function attacked(type: IncidentType, { text }: Stretch): IncidentType {
  if (type !== 'armed-clash' || /\bclash|firefight|gun ?(?:fight|battle)/i.test(text)) return type
  return attackedWords.find(({ words }) => words.test(text))?.type ?? type
}
