import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { correctionOf, correctionProblem, isNameLeftBehind, patchSaid } from './correction.js'

const before = correctionOf(anIncident({ place: 'Busayrah' }))

it('sends nothing but what was changed, and why', () => {
  expect(patchSaid(before, before, 'none')).toEqual({ reason: 'none' })
  const after = { ...before, severity: 'minor' as const, place: ' ', coordinates: '35.1, 40.4' }
  expect(patchSaid(before, after, 'seen')).toEqual({
    reason: 'seen',
    properties: { severity: 'minor', place: null },
    geometry: { type: 'Point', coordinates: [40.4, 35.1] },
  })
})

it('says that what was played is real', () => {
  const played = correctionOf(anIncident({ exercise: true }))
  const { properties } = patchSaid(played, { ...played, exercise: false }, 'No drill')
  expect(properties).toEqual({ exercise: false })
})

it('names the field that cannot be read', () => {
  expect(correctionProblem(before, Infinity)).toBe(null)
  expect(correctionProblem({ ...before, when: 'yesterday' }, Infinity)).toBe('when')
})

it('knows where a point moves away from under the name of its place', () => {
  const moved = { ...before, coordinates: '35.1, 40.4' }
  expect(isNameLeftBehind(before, moved)).toBe(true)
  expect(isNameLeftBehind(before, { ...moved, place: 'Hajin' })).toBe(false)
  expect(isNameLeftBehind(before, { ...moved, coordinates: 'some' })).toBe(false)
  expect(isNameLeftBehind(before, before)).toBe(false)
})
