import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { inView, stepFrom } from './stepping.js'

const at = (id: string, coordinates: [number, number]) => anIncident({ id, point: { type: 'Point', coordinates } })
const all = [at('a', [40, 35]), at('b', [41, 36]), at('fiji', [-179.5, -17])]

it('steps through what is in view, also across the date line', () => {
  expect(inView(all, [39, 34, 42, 37]).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(inView(all, [175, -20, 185, -10]).map(({ id }) => id)).toEqual(['fiji'])
  expect(inView(all, [-185, -20, -175, -10]).map(({ id }) => id)).toEqual(['fiji'])
})

it('goes round at both ends, and begins at one where nothing is pointed out', () => {
  expect(stepFrom(all, 'a', 1)?.id).toBe('b')
  expect(stepFrom(all, 'a', -1)?.id).toBe('fiji')
  expect(stepFrom(all, 'fiji', 1)?.id).toBe('a')
  expect(stepFrom(all, 'gone', 1)?.id).toBe('a')
  expect(stepFrom(all, null, -1)?.id).toBe('fiji')
  expect(stepFrom([], null, 1)).toBe(null)
})
