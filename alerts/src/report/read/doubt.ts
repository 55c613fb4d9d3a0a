import type { Credibility } from '../../model.js'
import type { SaidBy } from './words.js'
import { findAll, type Found, type Stretch } from './find.js'

const unconfirmed =
  /\b(?:un-?confirmed(?: reports?)?|unconf|not (?:yet )?(?:been )?(?:confirmed|verified)|could not (?:yet )?be (?:independently )?(?:confirmed|verified)|unverified|rumou?r(?:s|ed)?|reportedly|allegedly|purported(?:ly)?|is said to have|are said to have|single[- ]source|hearsay|awaiting confirmation|tbc)\b/giu

/** The words that say that something is not confirmed. */
export function doubtIn(stretch: Stretch): readonly Found[] {
  return findAll(unconfirmed, stretch)
}

/**
 * The credibility a draft begins with (Admiralty): 2 where somebody confirms it, 3 where the text says that nobody
 * has, 4 where somebody denies it, 6 (cannot be judged) where it says nothing of that.
 */
export function credibilityOf(claims: readonly SaidBy[], isUnconfirmed: boolean): Credibility {
  if (claims.some((it) => it.verb === 'denied')) return '4'
  if (isUnconfirmed) return '3'
  return claims.some((it) => it.verb === 'confirmed') ? '2' : '6'
}
