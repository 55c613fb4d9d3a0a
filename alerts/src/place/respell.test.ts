import { expect, it } from 'vitest'
import { somePlaces } from './example.js'
import { respelled } from './respell.js'

it.each(['Deir Ezzor', 'deir al-zour', 'دير الزور', 'Dayr az-Zawr'])(
  'finds for %s every spelling of the place',
  (words) => {
    const [only = [], ...others] = respelled(somePlaces, words) ?? []
    expect(others).toEqual([])
    expect(only[0]).toBe(words)
    expect(only).toEqual(expect.arrayContaining(['دير الزور', 'Deir ez-Zor']))
    expect(only).not.toContain('Raqqa')
  },
)

it('wants each of several words, and of the one that names a place any spelling', () => {
  expect(respelled(somePlaces, 'ambush hajeen')).toEqual([['ambush'], ['hajeen', 'Hajin', 'هجين']])
})

it.each(['"Hajin prison"', 'Hajin -prison', 'Hajin or Raqqa'])('leaves alone what is put together: %s', (words) => {
  expect(respelled(somePlaces, words)).toBeNull()
})

it.each(['.*', '(a+)+$', '^Hajin.*$'])('takes no pattern for a place: %s', (words) => {
  expect(respelled(somePlaces, words)?.flat() ?? []).not.toContain('Raqqa')
})
