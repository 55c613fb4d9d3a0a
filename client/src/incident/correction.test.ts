import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { correctionOf, correctionProblem, patchSaid } from './correction.js'

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

it('names the field that cannot be read', () => {
  expect(correctionProblem(before)).toBe(null)
  expect(correctionProblem({ ...before, when: 'yesterday' })).toBe('when')
})
