/** Letters that transliterations of one name exchange, as one letter; vowels, half vowels and breaths as none. */
const classes: Readonly<Record<string, string>> = {
  ...{ th: 'd', dh: 'd', sh: 'x', ch: 'x', kh: 'k', gh: 'g', ph: 'f' },
  ...{ c: 'k', q: 'k', t: 'd', ð: 'd', p: 'b', v: 'f', z: 's' },
}

/** Words that say where a place lies, and not which it is. */
const around = new Set(
  (
    'al el ad ar as an az at near about around of the in on from to and km north south east west northeast northwest ' +
    'southeast southwest town city village district governorate province countryside road'
  ).split(' '),
)

/** The consonants of each word of a place's name, in classes that spellings exchange: al-Thiba and Diban are "db", "dbn". */
export function bonesOf(place: string): readonly string[] {
  const folded = place.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = (folded.match(/\p{L}{3,}/gu) ?? []).filter((word) => !around.has(word))
  return words.map(boneOf).filter((bone) => bone.length >= 2)
}

function boneOf(word: string): string {
  const letters = word.match(/th|dh|sh|ch|kh|gh|ph|./gu) ?? []
  const consonants = letters.filter((letter) => !/^[aeiouwyh]$/.test(letter)).map((letter) => classes[letter] ?? letter)
  return consonants.filter((letter, at) => letter !== consonants[at - 1]).join('')
}

/** Whether two skeletons may be one name: equal, or one of them with a last consonant that the other drops. */
export function mayBeOneName(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return long.startsWith(short) && long.length - short.length <= 1
}
