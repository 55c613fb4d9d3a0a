import { capital, letter } from './letters.js'
/** How names of places look in English text: "al-Shahil", "Deir ez-Zor", "Tal Abyad", "Sina'a". */

const article = String.raw`[AaEe][lshdtznr]h?-`
/** One word of a name: short, because it is repeated so often that long ones take seconds to compile. */
const nameWord = String.raw`(?:${article}[${letter}]|[${capital}])[${letter}\u0300-\u036f'’‘ʿʾ-]+`
const joined = String.raw`(?: (?:al|el|bin|ibn|abu|umm|of the)(?= [${capital}]))`

/** A name of up to four words, as a pattern. */
export const namePattern = String.raw`${nameWord}(?:${joined}? ${nameWord}){0,3}`

const dayWords = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun'
const monthWords =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const other =
  'The|This|That|These|Those|An?|In|On|At|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Unconfirmed|Islamic|State|Reports?|Earlier|Later|Meanwhile|Local|Ramadan|Eid|Gunmen|Militants?|Unidentified|Unknown|Suspected|Security|Forces?|Army|Police|Col|Gen|Mr|Mrs|Dr|Ministry|Party|Brigades?|Coalition|Kurdish|Syrian|Turkish|Russian|Iranian|American|Iraqi|Israeli|Arab|Twitter|Telegram|Facebook|According|Residents?|Sources?|No|Its?|His|Her|Their|He|She|They|We|Al|El'
const notPlace = new RegExp(`^(?:${dayWords}|${monthWords}|${other})$`)
const acronym = /^\p{Lu}{2,6}s?$/u

/** A name without what cannot be part of one: days, months, acronyms; null where nothing is left. */
export function placeName(words: string): string | null {
  const all = words.split(' ')
  const bad = all.findIndex((word) => notPlace.test(word.replace(/['’]s$/, '')) || acronym.test(word))
  const kept = bad === -1 ? all : all.slice(0, bad)
  const name = kept.join(' ').replace(/['’]s?$/, (it) => (it.length > 1 ? '' : it))
  return name.length < 3 ? null : name
}

export const dayNames = dayWords
export const monthNames = monthWords
