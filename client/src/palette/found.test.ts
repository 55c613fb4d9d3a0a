import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apartTexts, foundIn, readEntry, readWords, type Entry } from './found.js'

const anEntry = (text: string): Entry => ({ id: text, text, key: null, kind: 'act', run: () => undefined })
const find = (texts: readonly string[], sought: string, limit = 50) =>
  foundIn(
    texts.map((text) => readEntry(anEntry(text))),
    sought,
    limit,
  ).map(({ text }) => text)

describe('what the palette finds', () => {
  it('is everything where nothing is sought, as it came', () => {
    expect(find(['b', 'a'], ' ')).toEqual(['b', 'a'])
  })

  it('comes with what begins so first, then words, then what lies inside words', () => {
    const texts = ['Old gate', 'Negate', 'Gate of the prison', 'Tower']
    expect(find(texts, 'gate')).toEqual(['Gate of the prison', 'Old gate', 'Negate'])
  })

  it('makes no difference of case, accents, marks and the order of words', () => {
    expect(find(["Sina'a prison", 'Château', 'سِجن الصناعة'], 'prison sina')).toEqual(["Sina'a prison"])
    expect(find(['Château'], 'CHATEAU')).toEqual(['Château'])
    expect(find(['سِجن الصناعة'], 'سجن')).toEqual(['سِجن الصناعة'])
  })

  it('holds every word that is sought, and more words never find more', () => {
    const word = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'é', ' ') })
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), word, word, (texts, one, two) => {
        const both = find(texts, `${one} ${two}`)
        const first = find(texts, one)
        expect(first).toEqual(expect.arrayContaining(both))
        for (const text of both)
          for (const part of readWords(`${one} ${two}`))
            expect(readWords(text).some((it) => it.includes(part))).toBe(true)
      }),
    )
  })
})

describe('things of one name', () => {
  it('are few of each kind, so that other kinds are found too', () => {
    const alerts = Array.from({ length: 12 }, (_, at): Entry => ({
      ...anEntry('Busayrah'),
      id: `${at}`,
      kind: 'alert',
    }))
    const all = [...alerts, { ...anEntry('Busayrah'), kind: 'facility' as const }].map(readEntry)
    const kinds = foundIn(all, 'busayrah', 50).map(({ kind }) => kind)
    expect(kinds).toEqual(['alert', 'alert', 'alert', 'alert', 'facility'])
  })

  it('are told apart by what else is known of them', () => {
    const alerts = [
      { title: 'Shots', rule: 'Severe' },
      { title: 'Shots', rule: 'Any' },
      { title: 'Fire', rule: 'Any' },
    ]
    const texts = apartTexts(
      alerts,
      ({ title }) => title,
      ({ rule }) => rule,
    )
    expect(texts).toEqual(['Shots · Severe', 'Shots · Any', 'Fire'])
  })
})
