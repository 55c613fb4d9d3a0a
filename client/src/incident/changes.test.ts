import { expect, it } from 'vitest'
import { anIncident } from '../world/samples.js'
import { valueText, withChanges } from './changes.js'

const first = anIncident({ revision: 1, severity: 'extreme', uncertaintyMetres: 12_000 })
const second = anIncident({ revision: 2, severity: 'severe', uncertaintyMetres: 2000, grade: 'C3' })

it('tells what each revision changed against the one before it', () => {
  const [latest, oldest] = withChanges([second, first])
  expect(latest?.changes.map((change) => change.field)).toEqual(['severity', 'uncertaintyMetres', 'grade'])
  expect(oldest?.changes).toEqual([])
})

it('writes values as a reader would, and nothing where there is none', () => {
  expect(valueText('uncertaintyMetres', first)).toBe('within about 12 km')
  expect(valueText('point', first)).toBe('35.15618° N, 40.42716° E')
  expect(valueText('occurredTo', first)).toBeNull()
  expect(valueText('actors', anIncident({ actors: ['IS', 'others'] }))).toBe('IS, others')
  const claim = { source: 'SDF', killed: { low: 4, best: null, high: null }, injured: null, words: 'a handful' }
  expect(valueText('casualties', anIncident({ casualties: [claim] }))).toBe('SDF: \u2066≥ 4 / ?\u2069 “a handful”')
})
