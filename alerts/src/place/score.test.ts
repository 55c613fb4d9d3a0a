import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, fewestEdits, patternOf } from './distance.js'
import { aPlace } from './example.js'
import { placeIndexOf } from './gazetteer.js'
import { alike } from './score.js'
import { spellingsOf } from './spelling.js'

/** Levenshtein by the book, independent of the code under test. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const swap = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, swap))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const likeness = (a: string, b: string) => 1 - edits(a, b) / Math.max(1, a.length, b.length)

function bruteForce(asked: string, name: string): number {
  const scores = spellingsOf(asked).flatMap((q) =>
    spellingsOf(name).map((it) => (likeness(q.fold, it.fold) + likeness(q.bones, it.bones)) / 2),
  )
  return Math.max(0, ...scores)
}

const codes = (text: string) => Uint16Array.from(text, (it) => it.charCodeAt(0))
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'd', 'h', 'r', 's', 'z', 'ب', 'ص', 'ر'), maxLength: 31 })

describe('editDistance', () => {
  it('is Levenshtein’s, and never below the bound', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const exact = edits(a, b)
        const found = patternOf(a)
        expect(editDistance(found, codes(b), { from: 0, to: b.length })).toBe(exact)
        expect(fewestEdits(found, b.length, patternOf(b).letters)).toBeLessThanOrEqual(exact)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('alike', () => {
  const syllable = fc.constantFrom(
    'ba',
    'dhi',
    'ban',
    'sa',
    'ray',
    'sha',
    'kh',
    'la',
    'zor',
    'al ',
    'ir',
    'رق',
    'بص',
    'ال',
    'ة',
  )
  const name = fc.array(syllable, { minLength: 1, maxLength: 6 }).map((it) => it.join(''))

  it('finds all that a comparison with every name finds, with the same score', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 60 }), name, (names, asked) => {
        const index = placeIndexOf(names.map((it, n) => aPlace({ id: String(n), name: it, at: [n / 10, 0] })))
        const all = names.map((it, owner) => ({ owner, score: bruteForce(asked, it) }))
        const floor = Math.max(0.5, Math.max(...all.map((it) => it.score)) - 0.2)
        const expected = all.filter((it) => it.score >= floor + 1e-9 && it.score > 0)
        const found = new Map(
          alike(index.placeNames, asked, { least: 0.5, band: 0.2 }).map((it) => [it.owner, it.score]),
        )
        for (const { owner, score } of expected) expect(found.get(owner)).toBeCloseTo(score, 9)
      }),
      { numRuns: 500 },
    )
  })

  it('puts the most like first', () => {
    const names = ['Busayrah', 'Busra', 'Basrah']
    const index = placeIndexOf(names.map((it, n) => aPlace({ id: it, name: it, at: [n, 0] })))
    expect(alike(index.placeNames, 'Busayra', { least: 0.5, band: 0.5 }).map((it) => names[it.owner])).toEqual(names)
  })
})
