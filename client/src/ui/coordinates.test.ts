import { expect, it } from 'vitest'
import { coordinateText, readCoordinates, textIn } from './coordinates.js'

it('writes a position latitude first, with the half of the globe', () => {
  expect(coordinateText([40.42716, 35.15618])).toBe('35.15618° N, 40.42716° E')
  expect(coordinateText([-0.5, -12])).toBe('12.00000° S, 0.50000° W')
})

it('writes it in the other forms', () => {
  expect(textIn('sexagesimal', [40.7625, 36.4775])).toBe('36°28′39.00″ N, 40°45′45.00″ E')
  expect(textIn('mgrs', [40.7625, 36.4775])).toBe('37S FA 57894 38356')
  expect(textIn('mgrs', [0, 89])).toBeNull()
})

it.each([
  ['35.15618, 40.42716', [40.42716, 35.15618]],
  ['35.15618° N, 40.42716° E', [40.42716, 35.15618]],
  ['35°15′00″ N, 40°30′00″ E', [40.5, 35.25]],
])('reads %s', (text, position) => {
  expect(readCoordinates(text)).toEqual({ ok: true, position, withinMetres: null })
})

it('says how large a square a reference of the grid names', () => {
  const read = readCoordinates('37SFA5738')
  expect(read.ok && Math.round(read.withinMetres ?? 0)).toBe(707)
})

it.each(['', 'Busayrah', '35.1', '135.1, 40.4', '35.1, 190'])('does not take "%s" for a position', (text) => {
  expect(readCoordinates(text)).toEqual({ ok: false })
})
