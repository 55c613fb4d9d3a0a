/** What tags begin with that say why a place needs a look. */
const placeCheckTag = 'place-check'
const longestTag = 200
const mostTags = 50

/** Some tags with one that says what speaks against a place, or with none where nothing does any more. */
export function tagsWith(tags: readonly string[], doubt: string | null): readonly string[] {
  const others = tags.filter((it) => !it.startsWith(`${placeCheckTag}: `))
  if (doubt === null) return others
  const tag = `${placeCheckTag}: ${doubt}`
  return [...others.slice(0, mostTags - 1), tag.length > longestTag ? `${tag.slice(0, longestTag - 1)}…` : tag]
}
