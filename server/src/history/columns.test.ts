import type { CountRange } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { anIncident } from '../live/feed.fixture.js'
import { columns } from './columns.js'

const killed = columns.find(([name]) => name === 'killed')
const killedIn = (range: CountRange) =>
  killed?.[1](anIncident({ casualties: [{ source: 'SDF', killed: range, injured: null, words: null }] }))

it.each([
  ['SDF 4', { low: null, best: 4, high: null }],
  ['SDF 4', { low: 4, best: 4, high: 4 }],
  ['SDF 0', { low: null, best: 0, high: null }],
  ['SDF 3–7', { low: 3, best: null, high: 7 }],
  ['SDF 4 (3–7)', { low: 3, best: 4, high: 7 }],
  ['SDF at least 4', { low: 4, best: null, high: null }],
  ['SDF at most 9', { low: null, best: null, high: 9 }],
  ['SDF 5 (at least 4)', { low: 4, best: 5, high: null }],
  ['SDF 5 (at most 9)', { low: null, best: 5, high: 9 }],
  ['SDF 4', { low: 4, best: null, high: 4 }],
  ['SDF not stated', { low: null, best: null, high: null }],
] as const)('a cell says of the killed what its source does: %s', (cell, range) => {
  expect(killedIn(range)).toBe(cell)
})
