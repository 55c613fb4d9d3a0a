import { foldedWords } from '../place/fold.js'
import { skeleton } from '../place/skeleton.js'

/** Words that say where a place lies, and not which it is. */
const around = new Set(
  (
    'al el ad ar as an az at near about around of the in on from to and km north south east west northeast northwest ' +
    'southeast southwest town city village district governorate province countryside road'
  ).split(' '),
)

/** The skeleton of each word of a place's name: al-Thiba and Diban are "db" and "dbn". */
export function bonesOf(place: string): readonly string[] {
  const words = foldedWords(place).filter((word) => word.length >= 3 && !around.has(word))
  return words.map(skeleton).filter((bone) => bone.length >= 2)
}

/** Whether two skeletons may be one name: equal, or one of them with a last consonant that the other drops. */
export function mayBeOneName(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return long.startsWith(short) && long.length - short.length <= 1
}
