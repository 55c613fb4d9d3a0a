import bidiFactory from 'bidi-js'

const bidi = bidiFactory()

export type Direction = 'ltr' | 'rtl'

/** What is drawn in one go: of one direction and one face, as it stands on the line from left to right. */
export interface Piece<F> {
  readonly text: string
  readonly face: F
}

interface Run<F> {
  readonly level: number
  readonly face: F
  readonly from: number
  until: number
}

/** Marks of direction say where to draw, and are not drawn. */
const marks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
/** Scripts that a face itself turns round when it joins their letters. */
const turned = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u

/**
 * One line in the order in which it is drawn (Unicode Standard Annex #9), in pieces of one face. Letters of scripts that
 * run to the left come as they are written: joining them is the face's work, and turns them round.
 */
export function visualPieces<F>(
  text: string,
  direction: Direction,
  faceOf: (codePoint: number, before: F | null) => F,
): readonly Piece<F>[] {
  const levels = bidi.getEmbeddingLevels(text, direction)
  const places = new Map(bidi.getReorderedIndices(text, levels).map((index, place) => [index, place]))
  const placeOf = ({ from }: Run<F>) => places.get(from) ?? 0
  return runsOf(text, levels.levels, faceOf)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ level, face, from, until }) => ({ face, text: drawn(text.slice(from, until), level) }))
    .filter(({ text: left }) => left !== '')
}

function runsOf<F>(text: string, levels: Uint8Array, faceOf: (codePoint: number, before: F | null) => F) {
  const runs: Run<F>[] = []
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0
    const until = at + (codePoint > 0xffff ? 2 : 1)
    const [last, level] = [runs.at(-1), levels[at] ?? 0]
    const face = faceOf(codePoint, last?.face ?? null)
    if (last !== undefined && last.level === level && last.face === face) last.until = until
    else runs.push({ level, face, from: at, until })
    at = until
  }
  return runs
}

function drawn(text: string, level: number): string {
  const bare = withoutMarks(text)
  if (level % 2 === 0) return bare
  const characters = Array.from(bare, (it) => bidi.getMirroredCharacter(it) ?? it)
  return (turned.test(bare) ? characters : characters.toReversed()).join('')
}

/** A text as it is read, without what says how to draw it. */
export function withoutMarks(text: string): string {
  return text.replace(marks, '')
}

/** A text that keeps its own direction within any other, such as a date within Arabic. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}

/** The same, and it runs to the right whatever it begins with. */
export function leftToRight(text: string): string {
  return `\u2066${text}\u2069`
}
