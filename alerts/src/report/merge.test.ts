import { expect, it } from 'vitest'
import { mergeRefusal } from './merge.js'

const one = { id: 'one', standsForOthers: false, exercise: false }
const real = { exercise: false }
it.each([
  ['two that stand for themselves', one, { id: 'two', ...real }, null],
  ['one with itself', one, { id: 'one', ...real }, 'merge-itself'],
  ['one that is merged already', { ...one, mergedInto: 'three' }, { id: 'two', ...real }, 'already-merged'],
  ['one into a merged one', one, { id: 'two', mergedInto: 'three', ...real }, 'already-merged'],
  ['one into what is merged into it', one, { id: 'two', mergedInto: 'one', ...real }, 'already-merged'],
  ['one that stands for others', { ...one, standsForOthers: true }, { id: 'two', ...real }, 'merge-chain'],
  ['what is real with what is played', one, { id: 'two', exercise: true }, 'merge-exercise'],
] as const)('judges a merge of %s', (...[, incident, into, code]) => {
  expect(mergeRefusal(incident, into)?.code ?? null).toBe(code)
})
