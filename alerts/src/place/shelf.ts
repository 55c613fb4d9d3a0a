import { letterBit } from './distance.js'
import type { Spelling } from './spelling.js'

/** Spellings of one length, in columns, so that a scan reads memory in order. */
export interface Shelf {
  /** How many letters each folded name has; a row of `folds` and of `bones` is as long. */
  readonly length: number
  size: number
  folds: Uint16Array
  bones: Uint16Array
  boneLengths: Uint8Array
  foldLetters: Int32Array
  boneLetters: Int32Array
  /** Which name each row spells. */
  names: Uint32Array
}

/** An empty shelf for folded names of a length. */
export function emptyShelf(length: number): Shelf {
  return { length, size: 0, ...columns(length, 4) }
}

/** Puts a spelling of a name on the shelf for its length. */
export function shelve(shelf: Shelf, { fold, bones }: Spelling, name: number): void {
  if (shelf.size === shelf.names.length) grow(shelf)
  const row = shelf.size
  shelf.foldLetters[row] = write(shelf.folds, row * shelf.length, fold)
  shelf.boneLetters[row] = write(shelf.bones, row * shelf.length, bones)
  shelf.boneLengths[row] = bones.length
  shelf.names[row] = name
  shelf.size += 1
}

function write(to: Uint16Array, at: number, text: string): number {
  let letters = 0
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n)
    to[at + n] = code
    letters |= letterBit(code)
  }
  return letters
}

function columns(length: number, rows: number): Omit<Shelf, 'length' | 'size'> {
  return {
    folds: new Uint16Array(rows * length),
    bones: new Uint16Array(rows * length),
    boneLengths: new Uint8Array(rows),
    foldLetters: new Int32Array(rows),
    boneLetters: new Int32Array(rows),
    names: new Uint32Array(rows),
  }
}

function grow(shelf: Shelf): void {
  const wider = columns(shelf.length, Math.ceil(shelf.size * 1.5))
  wider.folds.set(shelf.folds)
  wider.bones.set(shelf.bones)
  wider.boneLengths.set(shelf.boneLengths)
  wider.foldLetters.set(shelf.foldLetters)
  wider.boneLetters.set(shelf.boneLetters)
  wider.names.set(shelf.names)
  Object.assign(shelf, wider)
}
