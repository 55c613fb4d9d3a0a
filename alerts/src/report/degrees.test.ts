import { expect, it } from 'vitest'
import { readDegrees, readPair } from './degrees.js'

it.each([
  ['35.1501', 35.1501],
  ['35°09\'00"N', 35.15],
  ['N 35° 9′ 0″', 35.15],
  ['40°25.5', 40.425],
  ['40:25:12', 40.42],
  ['40 25', null],
  ['40°255', null],
  ['71.2 W', -71.2],
  ['٣٥°٠٩\'٠٠"ش', 35.15],
  ['35°61\'00"N', null],
  ['Busayrah', null],
])('reads %s', (text, expected) => {
  const value = readDegrees(text, 'point')
  expect(value === null ? null : Number(value.toFixed(6))).toBe(expected)
})

it.each([
  ['35.15, 40.42', 'lat-lon', 'point', [40.42, 35.15]],
  ['40.42 35.15', 'lon-lat', 'point', [40.42, 35.15]],
  ['35.15 40.42 0 0', 'lat-lon', 'point', [40.42, 35.15]],
  ['35,15; 40,42', 'lat-lon', 'comma', [40.42, 35.15]],
  ['35,15 40,42', 'lat-lon', 'comma', [40.42, 35.15]],
  ['[40.42, 35.15]', 'lon-lat', 'point', [40.42, 35.15]],
  ['POINT (40.42 35.15)', 'lat-lon', 'comma', [40.42, 35.15]],
  ['SRID=4326;POINT Z (40.42 35.15 3)', 'lat-lon', 'point', [40.42, 35.15]],
  ['near Busayrah', 'lat-lon', 'point', null],
  ['35.15', 'lat-lon', 'point', null],
] as const)('reads the pair %s as %s with a decimal %s', (...[text, order, decimal, expected]) => {
  const pair = readPair(text, { order, decimal })
  expect(pair && [pair.longitude, pair.latitude]).toEqual(expected)
})
