import type { ImportRow } from '@cordon/db'
import { expect, it } from 'vitest'
import { chunkFault, firstRow, judge } from './chunk.js'

const rows = (...numbers: number[]) => numbers.map((row) => ({ row, line: row + 1, feature: {} }))
const refused = (...numbers: number[]) =>
  numbers.map((row) => ({ row, line: row + 1, errors: [{ path: 'a', message: 'b' }] }))

it.each([
  ['rows in order', { nextRow: 4, rows: rows(1, 2, 3), refused: [] }, 1],
  ['rows that were read and rows that were not', { nextRow: 9, rows: rows(6, 8), refused: refused(7) }, 6],
  ['nothing but refusals', { nextRow: 3, rows: [], refused: refused(2) }, 2],
  ['nothing, at the end', { nextRow: 5, rows: [], refused: [] }, 5],
])('takes %s', (_, chunk, first) => {
  expect(chunkFault(chunk)).toBeNull()
  expect(firstRow(chunk)).toBe(first)
})

it.each([
  ['a gap', { nextRow: 4, rows: rows(1, 3), refused: [] }, 'Expected each row from 1 to 3 once; got 2 rows before 4'],
  [
    'a row twice',
    { nextRow: 4, rows: rows(1, 2, 2), refused: [] },
    'Expected each row from 1 to 3 once; got 3 rows before 4',
  ],
  ['a row read and refused', { nextRow: 3, rows: rows(1, 2), refused: refused(2) }, /got 3 rows before 3/],
  ['a row behind the end', { nextRow: 3, rows: rows(1, 5), refused: [] }, /got 2 rows before 3/],
])('refuses %s', (_, chunk, message) => {
  const said: unknown = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(chunkFault(chunk)).toMatchObject({ path: 'nextRow', message: said })
})

function at(nextRow: number, finished = false): ImportRow {
  return {
    ...{ id: 'i', name: 'n', sha256: 's', nextRow, stored: 0, unchanged: 0, revised: 0, refused: 0, finished },
    ...{ state: 'sending', bytes: 0, received: 0, share: 0, format: null, mapping: null, fault: null, createdAt: '' },
    ...{
      createdBy: '',
      endedAt: null,
      undoneAt: null,
      undoneBy: null,
      withdrawn: 0,
      putBack: 0,
      warned: 0,
      kept: 0,
      undoable: false,
    },
  }
}

const conflict: unknown = expect.objectContaining({ ok: false })

it.each([
  ['the next one', at(4), 'store'],
  ['one whose predecessor is still on its way', at(2), 'wait'],
  ['one that is in already', at(7), { ok: true, value: at(7) }],
  ['one that is in already, with more behind it', at(9), { ok: true, value: at(9) }],
  ['one of a finished import', at(4, true), { ok: true, value: at(4, true) }],
  ['that nothing comes ahead of it while the import is paused', { ...at(2), state: 'paused' } as const, conflict],
])('knows %s', (_, state, expected) => {
  expect(judge(state, { nextRow: 7, rows: rows(4, 5, 6), refused: [] }, { mayWait: true, isBehind: false })).toEqual(
    expected,
  )
})

it('stores the empty chunk that ends an import', () => {
  expect(judge(at(4), { nextRow: 4, rows: [], refused: [] }, { mayWait: true, isBehind: false })).toBe('store')
})

it.each([
  ['comes too early and has waited', at(2), false],
  ['is in by half', at(5), false],
  ['is in by half, for which no waiting helps', at(5), true],
])('refuses a chunk that %s', (_, state, mayWait) => {
  const detail = `Row ${state.nextRow} comes next; this chunk holds 4 to 6.`
  const judged = judge(state, { nextRow: 7, rows: rows(4, 5, 6), refused: [] }, { mayWait, isBehind: false })
  expect(judged).toMatchObject({ ok: false, failure: { code: 'conflict', detail } })
})

it('knows no import that was never begun', () => {
  expect(judge(undefined, { nextRow: 1, rows: [], refused: [] }, { mayWait: true, isBehind: false })).toMatchObject({
    failure: { code: 'not-found' },
  })
})
