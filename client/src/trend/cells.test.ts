import { expect, it } from 'vitest'
import { nextCell, type Cell } from './cells.js'

const cell = (row: number, column: number): Cell => ({
  ...{ row, column, count: 1, name: '' },
  to: { name: 'history', query: {} },
})
const cells = [cell(0, 0), cell(2, 0), cell(0, 3), cell(1, 4), cell(2, 4)]

it.each([
  ['ArrowRight', 0, 2],
  ['ArrowDown', 0, 1],
  ['ArrowRight', 1, 4],
  ['ArrowLeft', 3, 2],
  ['ArrowUp', 4, 3],
  ['ArrowUp', 0, 0],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['x', 2, 2],
] as const)('%s leads from cell %i to cell %i: to what stands on that side, in line before aside', (key, from, to) => {
  expect(nextCell(cells, from, key)).toBe(to)
})
