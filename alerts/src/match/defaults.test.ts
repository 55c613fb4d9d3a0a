import { expect, it } from 'vitest'
import { locationPrecisions } from '../model.js'
import { defaultUncertaintyMetres } from './defaults.js'

it('takes a wider disc for every coarser precision', () => {
  expect(locationPrecisions.map(defaultUncertaintyMetres)).toEqual([100, 1_000, 25_000, 60_000, 150_000, 500_000])
})
