/** Something that the palette leads to or does. */
export interface Entry {
  readonly id: string
  readonly text: string
  /** Other words that people look for it by. */
  readonly also?: string
  /** The key that does the same, where there is one. */
  readonly key: string | null
  readonly kind: 'act' | 'button' | 'field' | 'place' | 'alert' | 'incident' | 'zone' | 'facility' | 'gazetteer'
  readonly run: () => void
}

/** An entry with its words as they are compared: small letters, without marks. */
export interface Read {
  readonly entry: Entry
  readonly words: readonly string[]
}

/** As words are compared: case, accents and vowel marks make no difference. */
export function readWords(text: string): readonly string[] {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

export function readEntry(entry: Entry): Read {
  return { entry, words: readWords(`${entry.text} ${entry.also ?? ''}`) }
}

/**
 * The entries that hold every word that is sought: those whose words begin with them first, then those that hold them
 * inside a word; among equals as they came. Nothing sought finds all.
 */
export function foundIn(read: readonly Read[], sought: string, limit: number): readonly Entry[] {
  const wanted = readWords(sought)
  const ranked: readonly [Entry[], Entry[], Entry[]] = [[], [], []]
  for (const { entry, words } of read) {
    const rank = rankOf(words, wanted)
    if (rank !== null) ranked[rank].push(entry)
  }
  const found = ranked.flat()
  return (wanted.length === 0 ? found : fewOfEach(found)).slice(0, limit)
}

/** Of things there may be hundreds of a name: a few of each kind leave room for the other kinds. */
const mostOfKind = 4
const things: readonly Entry['kind'][] = ['alert', 'incident', 'zone', 'facility']

function fewOfEach(found: readonly Entry[]): readonly Entry[] {
  const count = new Map<Entry['kind'], number>()
  return found.filter(({ kind }) => {
    count.set(kind, (count.get(kind) ?? 0) + 1)
    return !things.includes(kind) || (count.get(kind) ?? 0) <= mostOfKind
  })
}

/** What stands there twice under one name is told apart by what else is known of it. */
export function apartTexts<T>(all: readonly T[], text: (it: T) => string, more: (it: T) => string): readonly string[] {
  const count = new Map<string, number>()
  for (const it of all) count.set(text(it), (count.get(text(it)) ?? 0) + 1)
  return all.map((it) => ((count.get(text(it)) ?? 0) > 1 ? `${text(it)} · ${more(it)}` : text(it)))
}

/** 0 where the first word sought begins the entry and all begin words, 1 where all begin words, 2 where all are inside. */
function rankOf(words: readonly string[], wanted: readonly string[]): 0 | 1 | 2 | null {
  const begin = wanted.every((part) => words.some((word) => word.startsWith(part)))
  if (begin) return wanted[0] === undefined || words[0]?.startsWith(wanted[0]) ? 0 : 1
  return wanted.every((part) => words.some((word) => word.includes(part))) ? 2 : null
}
