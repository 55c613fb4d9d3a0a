import { foldedWords } from './fold.js'
import type { PlaceIndex } from './gazetteer.js'
import { alike } from './score.js'

/** So like has a name to be that it is taken for another spelling of it; what is less like finds what nobody asked for. */
const least = 0.79
const band = 0.04
/** Shorter words are like too many names. */
const fewestLetters = 4
const mostWords = 6
const mostPlaces = 4
const mostNames = 24

/**
 * Words to look for, each with the other spellings, in any script, of the places that it may name: all of the inner ones
 * are wanted, and of each any spelling will do. Words that hold a sign by which a search is put together are left alone.
 */
export function respelled(index: PlaceIndex, words: string): readonly (readonly string[])[] | null {
  if (/["|]|(^|\s)-|(^|\s)or(\s|$)/i.test(words)) return null
  const whole = namesLike(index, words)
  if (whole.length > 0) return [[words, ...whole]]
  const each = words.split(/\s+/).filter((word) => word !== '')
  if (each.length === 1 || each.length > mostWords) return null
  return each.map((word) => [word, ...namesLike(index, word)])
}

function namesLike(index: PlaceIndex, words: string): readonly string[] {
  const letters = foldedWords(words).join('').length
  if (letters < fewestLetters || letters > 40) return []
  const places = alike(index.placeNames, words, { least, band }).slice(0, mostPlaces)
  const names = places.flatMap(({ owner }) => {
    const place = index.places[owner]
    return place === undefined ? [] : [place.name, ...place.otherNames]
  })
  return [...new Set(names)].filter((name) => name !== words).slice(0, mostNames)
}
