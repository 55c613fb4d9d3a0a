import { phrasesIn } from './phrases-in.js'
import type { Said } from './words.js'

export interface Limit {
  readonly most: number
  /** How much a text takes when it is put into the form of the service, in whatever that counts. */
  readonly size: (said: Said) => number
}

/**
 * As many lines from the first as a service takes, and how many are left out: it would refuse what is longer, or cut it
 * where it likes, and nobody would read the link.
 */
export function within(said: Said, { most, size }: Limit): Said {
  if (size(said) <= most) return said
  const { moreLines } = phrasesIn(said.language)
  for (let kept = said.lines.length - 1; kept > 0; kept -= 1) {
    const lines = [...said.lines.slice(0, kept), moreLines(said.lines.length - kept)]
    if (size({ ...said, lines }) <= most) return { ...said, lines }
  }
  return { ...said, lines: [] }
}
