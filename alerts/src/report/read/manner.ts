import type { Facts } from './facts.js'

const noun =
  /^(?:attacks?|assaults?|bombings?|bombs?|blasts?|explosions?|explosive devices?|devices?|IEDs?|raids?|ambush(?:es)?|clash(?:es)?|protests?|protesters|demonstrations?|demonstrators|(?:air|drone )?strikes?|shelling|plots?|rockets?|mortars?|shootings?|gunfire|kidnapp?ing|abduction|assassination|murder|firefight|riots?|fire|accident|storm|floods?|threats?|break-?out|escape|suicide bomber|car bomb|(?:security|search|sweep) operation)$/i
const theWords = /\b(?:the|this|that|these|those|both|each|all|its|their)(?: [\p{L}'’-]+){0,3} $/iu
const theEvent =
  /\b(?:in|during|after|of|from|by|to|about|with) (?:the|this|that|these|those|both|each|the same) (?:[\p{L}-]+ ){0,2}(?:attacks?|assaults?|bombings?|blasts?|explosions?|operations?|raids?|ambush(?:es)?|clash(?:es)?|incidents?|strikes?|shelling|shootings?|protests?|plots?|area|scene|fire|accident|riots?|device)\b/iu
const newOne =
  /\b(?:another|a second|a third|a fourth|second|separately|separate|also|elsewhere|one more|further|additional|other attacks?|meanwhile|similar(?:ly)?)\b/i
const indefinite = /\b(?:an?|one|two|three|several|multiple|at least (?:one|two|three|an?)) (?:[\p{L}-]+ ){0,3}$/iu
const pronounFirst = /^\s*(?:it|they|he|she|both|one of them|the)\b/i
const many =
  /\b(?:across|throughout|several (?:[\p{L}-]+ ){0,2}(?:attacks|incidents|strikes|explosions|bombings|assaults|raids|places|locations|towns|villages|areas|points|positions|sites|checkpoints|bases|fronts)|series of|wave of|string of|spate of|multiple|a number of|coordinated|simultaneous|(?:two|three|four|five|six|seven|eight|nine|ten|dozens of) (?:[\p{L}-]+ ){0,2}(?:attacks|incidents|strikes|explosions|bombings|assaults))\b|\b(?:attacks|assaults|bombings|strikes|explosions)\b/iu

/** Speaks of something that was told before. */
export function isDefinite({ what, stretch }: Facts): boolean {
  if (what === null) return true
  const lead = stretch.text.slice(0, what.found.start - stretch.start)
  return (noun.test(what.found.words) && theWords.test(lead)) || theEvent.test(stretch.text)
}

/** Says by itself that it is another one. */
export function isAnother({ what, stretch, doubt }: Facts): boolean {
  if (what === null) return false
  const lead = stretch.text.slice(0, what.found.start - stretch.start)
  return newOne.test(stretch.text) || (noun.test(what.found.words) && indefinite.test(lead)) || doubt.length > 0
}

/** Begins with somebody or something that was named before. */
export function isAboutKnown({ stretch }: Facts): boolean {
  return pronounFirst.test(stretch.text)
}

/** Sums up several things, which are told one by one later. */
export function isSummary({ stretch }: Facts): boolean {
  return many.test(stretch.text)
}

/** "The attackers": somebody the text named before, or names nowhere. */
export function isBareActor(words: string): boolean {
  return /^(?:the )?(?:attackers?|assailants?|perpetrators?|group|men|fighters?|militants?|gunmen|cells?|forces)$/i.test(
    words,
  )
}
