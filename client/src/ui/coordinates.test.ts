import { expect, it } from 'vitest'
import { coordinateText, readCoordinates } from './coordinates.js'

it('writes a position latitude first, with the half of the globe', () => {
  expect(coordinateText([40.42716, 35.15618])).toBe('35.15618° N, 40.42716° E')
  expect(coordinateText([-0.5, -12])).toBe('12.00000° S, 0.50000° W')
})

it.each([
  ['35.15618, 40.42716', [40.42716, 35.15618]],
  ['35.15618° N, 40.42716° E', [40.42716, 35.15618]],
  ['40.42716E 35.15618N', [40.42716, 35.15618]],
  ['12 S; 0.5 W', [-0.5, -12]],
  ['-12 0.5', [0.5, -12]],
])('reads %s', (text, position) => {
  expect(readCoordinates(text)).toEqual({ ok: true, position })
})

it.each(['', 'Busayrah', '35.1', '135.1, 40.4', '35.1, 190'])('does not take "%s" for a position', (text) => {
  expect(readCoordinates(text)).toEqual({ ok: false })
})
