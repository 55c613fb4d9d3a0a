/** A direction as somebody wrote it. */
export interface Direction {
  /** Clockwise from north. */
  readonly degrees: number
  /** How far to each side it may be meant: people point with the eight winds, seldom with sixteen. */
  readonly spreadDegrees: number
  /** As it is called: `southeast`. */
  readonly name: string
}

const names = ['north', 'east', 'south', 'west'] as const
const winds = 'n nne ne ene e ese se sse s ssw sw wsw w wnw nw nnw'.split(' ')
const arabic: Readonly<Record<string, string>> = { شمال: 'n', جنوب: 's', شرق: 'e', غرب: 'w' }

/** Alternatives of the four winds, as words. */
export const windWord = 'north|south|east|west'
/** Matches a direction in English or Arabic words, or by its letters. */
export const directionPattern = [
  `(?:${windWord})(?:[- ]?(?:${windWord})){0,2}(?:ern)?`,
  '(?:NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW|NE|SE|SW|NW|N|E|S|W)\\b',
  '(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?(?:[- ](?:ال)?(?:شرق|غرب)ي?)?',
].join('|')

/** Understands what `directionPattern` matches; null where it is no wind (`northsouth`). */
export function directionOf(text: string): Direction | null {
  const letters = lettersOf(text.toLowerCase())
  const at = winds.indexOf(letters)
  if (at < 0) return null
  const name = Array.from(letters, (letter) => names.find((it) => it.startsWith(letter)) ?? '').join('')
  return { degrees: at * 22.5, spreadDegrees: letters.length === 3 ? 15 : 30, name }
}

function lettersOf(text: string): string {
  const words = text.match(/north|south|east|west/g)
  if (words !== null) return words.map((it) => it.charAt(0)).join('')
  const written = text.match(/شمال|جنوب|شرق|غرب/gu)
  return written === null ? text.trim() : written.map((it) => arabic[it] ?? '').join('')
}
