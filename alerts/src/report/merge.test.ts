import { expect, it } from 'vitest'
import { mergeRefusal } from './merge.js'

const one = { id: 'one', standsForOthers: false }
it.each([
  ['two that stand for themselves', one, { id: 'two' }, null],
  ['one with itself', one, { id: 'one' }, 'merge-itself'],
  ['one that is merged already', { ...one, mergedInto: 'three' }, { id: 'two' }, 'already-merged'],
  ['one into a merged one', one, { id: 'two', mergedInto: 'three' }, 'already-merged'],
  ['one into what is merged into it', one, { id: 'two', mergedInto: 'one' }, 'already-merged'],
  ['one that stands for others', { ...one, standsForOthers: true }, { id: 'two' }, 'merge-chain'],
] as const)('judges a merge of %s', (...[, incident, into, code]) => {
  expect(mergeRefusal(incident, into)?.code ?? null).toBe(code)
})
