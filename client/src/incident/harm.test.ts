import type { Casualties } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { harmOf } from './harm.js'

const nobody = { source: null, killed: null, injured: null, words: null }
const four = { low: 4, best: 4, high: 4 }
const some = { low: 2, best: null, high: 6 }
const of = (...casualties: readonly Partial<Casualties>[]) => ({
  casualties: casualties.map((it) => ({ ...nobody, ...it })),
})

it('tells the casualties of every merged incident beside its own, each with its source and range', () => {
  const told = harmOf(of({ source: 'SDF', killed: four }), [
    of({ source: 'SOHR', killed: some }, { source: 'RIC', words: 'a handful' }),
    of({ source: 'ANHA', injured: four }),
  ])
  expect(told.map(({ source, killed, injured, words }) => [source, killed ?? injured ?? words])).toEqual([
    ['SDF', four],
    ['SOHR', some],
    ['RIC', 'a handful'],
    ['ANHA', four],
  ])
})

it('keeps two figures of one source apart, and says once what it says twice in the same words', () => {
  const told = harmOf(of({ source: 'SDF', killed: four }), [
    of({ source: 'SDF', killed: some }),
    of({ source: 'SDF', killed: { high: 4, best: 4, low: 4 } }),
  ])
  expect(told.map(({ killed }) => killed)).toEqual([four, some])
})
