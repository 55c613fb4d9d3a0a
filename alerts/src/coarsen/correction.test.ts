import { expect, it } from 'vitest'
import { knownOf } from '../deliver/correct.js'
import { ambush } from '../example.js'
import { coarsenCorrection } from './correction.js'
import { coarseGrid } from './grid.js'

const grid = coarseGrid(25)

it('tells a correction by the cell, without words that may name a place', () => {
  const told = coarsenCorrection({ kind: 'cancel', because: 'refuted', known: knownOf(ambush, 'refuted') }, grid)
  expect(told).toMatchObject({ kind: 'cancel', because: 'refuted', known: { title: 'Ambush', place: null } })
  expect(told.known.point.coordinates).not.toEqual(ambush.point.coordinates)
  expect(told.known.uncertaintyMetres).toBeGreaterThan(10_000)
})

it('does not tell that something is out of reach by now, which would tell where it is', () => {
  const told = coarsenCorrection({ kind: 'cancel', because: 'place', known: knownOf(ambush, 'place') }, grid)
  expect(told).toMatchObject({ kind: 'update', changes: ['moved'], known: { clearing: null } })
})
