import { editDistance, fewestEdits, patternOf, type Pattern } from './distance.js'
import type { NameIndex } from './gazetteer.js'
import type { Shelf } from './shelf.js'
import { spellingsOf } from './spelling.js'

/** Somebody whose name is like the one that was asked for. */
export interface Likeness {
  /** Number of whoever is called so. */
  readonly owner: number
  /** Number of the name that is most like it. */
  readonly name: number
  /** 0 … 1: the mean of the edit similarity of the skeletons and of the folded names. */
  readonly score: number
}

export interface Search {
  /** Nothing less like is looked for. */
  readonly least: number
  /** Nor what is less like than the best by more than this. */
  readonly band: number
  /** A mark for those, by number, whom a better name of somebody else does not hide: the band is theirs alone. */
  readonly favoured?: Uint8Array
}

/** Those whose names are like this one, most like first: all that a comparison with every name would give. */
export function alike(index: NameIndex, name: string, search: Search): readonly Likeness[] {
  const found: Found = { best: 0, favouredBest: 0, byOwner: new Map() }
  for (const { fold, bones } of spellingsOf(name)) {
    const asked = { fold: patternOf(fold), bones: patternOf(bones) }
    for (const shelf of nearestFirst(index, fold.length)) scan({ index, shelf, asked, search, found })
  }
  const [floor, low] = floorsOf(search, found)
  return [...found.byOwner.values()]
    .filter((it) => it.score >= (search.favoured?.[it.owner] === 1 ? low : floor))
    .sort((a, b) => b.score - a.score || a.owner - b.owner)
}

/** Similarity of two names that are at hand, 0 … 1; the best over their spellings. */
export function nameLikeness(a: string, b: string): number {
  const spellings = spellingsOf(b).map((it) => ({ fold: codesOf(it.fold), bones: codesOf(it.bones) }))
  const scores = spellingsOf(a).flatMap((one) => {
    const [fold, bones] = [patternOf(one.fold), patternOf(one.bones)]
    return spellings.map((other) => (similarity(fold, other.fold) + similarity(bones, other.bones)) / 2)
  })
  return Math.max(0, ...scores)
}

function similarity(pattern: Pattern, codes: Uint16Array): number {
  return 1 - editDistance(pattern, codes, { from: 0, to: codes.length }) / Math.max(1, pattern.length, codes.length)
}

function codesOf(text: string): Uint16Array {
  return Uint16Array.from(text, (letter) => letter.charCodeAt(0))
}

interface Found {
  best: number
  favouredBest: number
  readonly byOwner: Map<number, Likeness>
}

interface Scan {
  readonly index: NameIndex
  readonly shelf: Shelf
  readonly asked: { readonly fold: Pattern; readonly bones: Pattern }
  readonly search: Search
  readonly found: Found
}

/** Names of the same length first: once the best is known, most others need no comparison. */
function nearestFirst(index: NameIndex, length: number): readonly Shelf[] {
  return [...index.shelves.values()].sort((a, b) => Math.abs(a.length - length) - Math.abs(b.length - length))
}

/** What a name has to come to now, and what one of somebody favoured has to: never more. */
function floorsOf({ least, band, favoured }: Search, { best, favouredBest }: Found): readonly [number, number] {
  const floor = Math.max(least, best - band)
  return [floor, favoured === undefined ? floor : Math.max(least, favouredBest - band)]
}

function scan({ index, shelf, asked, search, found }: Scan): void {
  const { fold, bones } = asked
  const longest = Math.max(fold.length, shelf.length)
  let [floor, low] = floorsOf(search, found)
  const { favoured } = search
  const isFavoured = (row: number) => favoured?.[index.owners[shelf.names[row] ?? 0] ?? 0] === 1
  if (1 - Math.abs(fold.length - shelf.length) / longest / 2 < low) return
  for (let row = 0; row < shelf.size; row += 1) {
    const boneLength = shelf.boneLengths[row] ?? 0
    const longestBones = Math.max(1, bones.length, boneLength)
    // What both could be like at best: a comparison is only worth its time where that is enough.
    const foldEdits = fewestEdits(fold, shelf.length, shelf.foldLetters[row] ?? 0)
    let score = 1 - foldEdits / longest / 2
    if (score < low) continue
    score -= fewestEdits(bones, boneLength, shelf.boneLetters[row] ?? 0) / longestBones / 2
    if (score < low || (score < floor && !isFavoured(row))) continue
    const from = row * shelf.length
    const boneShare = editDistance(bones, shelf.bones, { from, to: from + boneLength }) / longestBones / 2
    const atBest = 1 - foldEdits / longest / 2 - boneShare
    if (atBest < low || (atBest < floor && !isFavoured(row))) continue
    score = 1 - boneShare - editDistance(fold, shelf.folds, { from, to: from + shelf.length }) / longest / 2
    if (score < low || (score < floor && !isFavoured(row))) continue
    keep({ index, found, favoured }, { name: shelf.names[row] ?? 0, score })
    ;[floor, low] = floorsOf(search, found)
  }
}

interface Keep extends Pick<Scan, 'index' | 'found'> {
  readonly favoured: Uint8Array | undefined
}

function keep({ index, found, favoured }: Keep, { name, score }: Pick<Likeness, 'name' | 'score'>): void {
  const owner = index.owners[name] ?? 0
  const before = found.byOwner.get(owner)
  if (before !== undefined && before.score >= score) return
  found.byOwner.set(owner, { owner, name, score })
  found.best = Math.max(found.best, score)
  if (favoured?.[owner] === 1) found.favouredBest = Math.max(found.favouredBest, score)
}
