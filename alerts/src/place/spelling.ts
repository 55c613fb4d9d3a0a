import { fold } from './fold.js'
import { romanise } from './romanise.js'
import { skeleton } from './skeleton.js'

/** A name in the two forms in which it is compared. */
export interface Spelling {
  readonly fold: string
  readonly bones: string
}

/** Longer names are compared by their first letters: one machine word holds a column of the comparison. */
const longest = 31

/** The spellings under which a name is known: its own script, and Latin letters where that is Arabic. */
export function spellingsOf(name: string): readonly Spelling[] {
  const folded = fold(name).slice(0, longest)
  if (folded === '') return []
  const bones = skeleton(folded)
  const latin = romanise(folded).slice(0, longest)
  return latin === folded || latin === ''
    ? [{ fold: folded, bones }]
    : [
        { fold: folded, bones },
        { fold: latin, bones },
      ]
}
