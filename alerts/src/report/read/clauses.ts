import { findAll, part, type Stretch } from './find.js'
import { placesIn } from './where.js'
import { mainWhat } from './what.js'

const seam =
  /;\s+|,?\s+(?:while|whereas|meanwhile)\s+|,\s+and\s+|,\s+before\s+|\s+and\s+(?=(?:an?|another|unidentified|unknown|suspected|gunmen|militants|armed|two|three|one|in|at|near)\b)/gu

/** A sentence in as many pieces as tell a thing of their own: each with what happened, and where. */
export function clausesOf(sentence: Stretch): readonly Stretch[] {
  const cuts: number[] = []
  let from = sentence.start
  for (const it of findAll(seam, sentence)) {
    const left = part(sentence, from, it.start)
    const right = part(sentence, it.end, sentence.end)
    if (!tells(left) || !tells(untilSeam(right))) continue
    cuts.push(it.end)
    from = it.end
  }
  const starts = [sentence.start, ...cuts]
  return starts.map((start, at) => part(sentence, start, starts[at + 1] ?? sentence.end))
}

/** "at A, and at B" belongs to one verb; a clause that stands for itself has a verb and a place. */
function tells(stretch: Stretch): boolean {
  return mainWhat(stretch)?.role === 'event' && placesIn(stretch).length > 0
}

function untilSeam(stretch: Stretch): Stretch {
  const [next] = findAll(seam, stretch).filter((it) => tells(part(stretch, stretch.start, it.start)))
  return next === undefined ? stretch : part(stretch, stretch.start, next.start)
}
