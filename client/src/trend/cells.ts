import type { RowsPlace } from './counted.js'

/** What stands in one place of a chart of cells: so many, and where they are listed. */
export interface Cell {
  readonly row: number
  readonly column: number
  readonly count: number
  /** In words, without the number. */
  readonly name: string
  readonly to: RowsPlace
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The place to which a key leads from one: the nearest cell on that side, in the same row or column before others. */
export function nextCell(cells: readonly Cell[], at: number, key: string): number {
  const [step, from] = [steps[key], cells[at]]
  if (key === 'Home') return 0
  if (key === 'End') return cells.length - 1
  if (step === undefined || from === undefined) return at
  const [rows, columns] = step
  const far = (cell: Cell) => {
    const [down, right] = [cell.row - from.row, cell.column - from.column]
    const [along, aside] = rows === 0 ? [right * columns, Math.abs(down)] : [down * rows, Math.abs(right)]
    return along <= 0 ? Infinity : along + 100 * aside
  }
  const nearest = cells.reduce((best, cell, index) => (far(cell) < far(cells[best] ?? from) ? index : best), at)
  return far(cells[nearest] ?? from) === Infinity ? at : nearest
}
