import { describe, expect, it } from 'vitest'
import { isolated, leftToRight, visualPieces, type Direction } from './visual.js'

/** What is drawn, with the letters of each piece as they come. */
function drawn(text: string, direction: Direction): readonly string[] {
  const faceOf = (codePoint: number) =>
    /\p{Script=Arabic}/u.test(String.fromCodePoint(codePoint)) ? 'arabic' : 'latin'
  return visualPieces(text, direction, faceOf).map((piece) => piece.text)
}

describe('a line in the order in which it is drawn', () => {
  it('leaves what runs to the right as it is', () => {
    expect(drawn('Raid (B2)', 'ltr')).toEqual(['Raid (B2)'])
  })

  it('begins what runs to the left at the right, each word as it is written', () => {
    expect(drawn('هجوم SDF', 'rtl')).toEqual(['SDF', ' ', 'هجوم'])
  })

  it('turns brackets round where they run to the left', () => {
    expect(drawn('(هجوم)', 'rtl')).toEqual(['(', 'هجوم', ')'])
    expect(drawn('هجوم: (ب)', 'rtl').join('')).toBe('(ب) :هجوم')
  })

  it('keeps a date whole within Arabic, and draws no mark of direction', () => {
    const date = '2017-09-12'
    expect(drawn(`في ${date} (B2)`, 'rtl').join('')).not.toContain(date)
    expect(drawn(`في ${leftToRight(date)} (B2)`, 'rtl').join('')).toBe('(B2) 2017-09-12 في')
    expect(drawn(isolated('Raqqa'), 'rtl')).toEqual(['Raqqa'])
  })
})
