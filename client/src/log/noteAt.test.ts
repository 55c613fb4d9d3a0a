import { expect, it } from 'vitest'
import { readNoteAt } from './noteAt.js'

const now = Date.parse('2021-11-09T06:00:00Z')

it.each([
  ['', null],
  ['05:52', '2021-11-09T05:52:00.000Z'],
  ['0552', '2021-11-09T05:52:00.000Z'],
  ['5:52z', '2021-11-09T05:52:00.000Z'],
  ['23:10', '2021-11-08T23:10:00.000Z'],
  ['2021-11-07 12:00', '2021-11-07T12:00:00.000Z'],
])('reads "%s" as %s', (text, at) => {
  expect(readNoteAt(text, now)).toEqual({ at })
})

it.each(['24:00', '05:60', 'noon', '2021-11-10 12:00', '99'])('takes "%s" for no time that has come', (text) => {
  expect(readNoteAt(text, now)).toBeNull()
})
