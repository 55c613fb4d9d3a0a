import { expect, it } from 'vitest'
import { locationPrecisions } from '../model.js'
import { bareLocationPrecision, defaultUncertaintyMetres, precisionOf } from './defaults.js'

it('takes a wider disc for every coarser precision', () => {
  expect(locationPrecisions.map(defaultUncertaintyMetres)).toEqual([100, 1_000, 25_000, 60_000, 150_000, 500_000])
})

it.each([
  [[40.42716, 35.15618], null, null],
  [[40.42716, 35.15618], 'Busayrah', 'near'],
  [[40.42716, 35.15618], ' ', null],
  [[40.43, 35.16], null, 'near'],
  [[40.43, 35], null, 'near'],
  [[40.4, 35.1], 'Busayrah', 'area'],
  [[40, 35], null, 'area'],
] as const)('takes a bare position %j beside "%s" for %s', (coordinates, place, precision) => {
  expect(bareLocationPrecision(coordinates, place)).toBe(precision)
})

it.each([
  [0, 'exact'],
  [200, 'exact'],
  [1_000, 'near'],
  [25_000, 'area'],
  [60_000, 'admin2'],
  [150_000, 'admin1'],
] as const)('takes a radius of %i m for %s', (metres, precision) => {
  expect(precisionOf(metres)).toBe(precision)
})
