import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { drawnIn } from './drawnNow.js'
import { signFeature } from './features.js'

const sign = (change: Parameters<typeof anIncident>[0], strength = 1) => ({
  layer: 'incident-sign',
  properties: signFeature(anIncident(change), strength).properties ?? {},
})

it('counts the signs that stand alone by severity, each once though it lies in several tiles', () => {
  const seen = [sign({ id: 'a' }), sign({ id: 'a' }), sign({ id: 'b', severity: 'minor' }), sign({ id: 'c' })]
  expect(drawnIn(seen).signs).toEqual([
    { severity: 'severe', count: 2 },
    { severity: 'minor', count: 1 },
  ])
})

it('knows by its rank how bad something of history is', () => {
  const seen = [4, 0].map((worst) => ({ layer: 'history-sign', properties: { id: `h${worst}`, worst, kind: 'event' } }))
  expect(drawnIn(seen).signs.map(({ severity }) => severity)).toEqual(['extreme', 'unknown'])
})

it('names threats, what has faded and what is refuted, and nothing of what is plain', () => {
  expect([...drawnIn([sign({})]).parts]).toEqual(['sign'])
  expect([...drawnIn([sign({ kind: 'threat' })]).parts]).toEqual(['sign', 'threat'])
  expect([...drawnIn([sign({}, 0.4)]).parts]).toEqual(['sign', 'faded'])
  expect([...drawnIn([sign({ status: 'refuted' })]).parts]).toEqual(['sign', 'refuted'])
})

it('names what layers stand for, and facilities by their kind', () => {
  const seen = ['disc-halo', 'zone-line', 'zone-line', 'mark-selected'].map((layer) => ({ layer, properties: {} }))
  const pins = ['camp', 'prison', 'camp'].map((kind) => ({ layer: 'facility-pin', properties: { kind } }))
  const { parts, facilities } = drawnIn([...seen, ...pins])
  expect([...parts]).toEqual(['halo', 'zone', 'selected'])
  expect(facilities).toEqual(['prison', 'camp'])
})

it('names by their worst the circles of the step that is seen', () => {
  const seen = [1, 4, 1].map((worst) => ({ layer: 'history-step-7', properties: { worst, count: 2 } }))
  expect(drawnIn(seen).steps).toEqual(['extreme', 'minor'])
})
