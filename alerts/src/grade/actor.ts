/** Words that say how sure somebody is of an actor, or of what kind, and not who it is. */
const fillers = new Set(
  (
    'a an the of and or in by suspected alleged presumed probable likely apparent unidentified unknown unclaimed ' +
    'armed gunmen militants militant group groups cell cells fighters fighter forces members elements remnants ' +
    'with motives believed thought said to be belong belonging'
  ).split(' '),
)

/**
 * Whether two names may stand for one actor: they share a word that names somebody, or one is the initials of the
 * other ("SDF", "Syrian Democratic Forces"). Made so that two spellings never look like a dispute.
 */
export function maySameActor(a: string, b: string): boolean {
  const [one, other] = [namingWords(a), namingWords(b)]
  if (one.some((word) => other.includes(word))) return true
  return isInitials(one, b) || isInitials(other, a)
}

/** Whether a name says who it is, and not only that somebody did it. */
export function namesSomebody(name: string): boolean {
  return namingWords(name).length > 0
}

function wordsOf(name: string): readonly string[] {
  return (
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

function namingWords(name: string): readonly string[] {
  return wordsOf(name).filter((word) => !fillers.has(word))
}

function isInitials(words: readonly string[], name: string): boolean {
  const letters = wordsOf(name)
    .filter((word) => !['of', 'and', 'the', 'in'].includes(word))
    .map((word) => word.charAt(0))
    .join('')
  return words.some(
    (word) =>
      word.length >= 2 &&
      letters.length >= 2 &&
      (letters === word || letters.startsWith(word) || word.startsWith(letters)),
  )
}
