import type { Box } from './box.js'

/** Widths of the cells in degrees, finest first; each box lies in those of the first that are as wide as it is. */
const widths = [1 / 16, 1 / 4, 1, 4, 16, 64, 360] as const

/** The items of a cell, and the four sides of each one's box after another: looked through in the order of memory. */
interface Cell<T> {
  readonly items: T[]
  readonly sides: number[]
}

/**
 * Items by the boxes that they fill, found by a box that is not large. A box lies in at most four cells, so that adding
 * and removing cost the same however many there are.
 */
export class BoxGrid<T> {
  private readonly levels = widths.map(() => new Map<number, Cell<T>>())

  add(box: Box, item: T): void {
    const level = levelOf(box)
    const cells = this.levels[level]
    for (const key of keysOf(box, widths[level] ?? 360)) {
      const cell = cells?.get(key) ?? { items: [], sides: [] }
      cell.items.push(item)
      cell.sides.push(...box)
      cells?.set(key, cell)
    }
  }

  remove(box: Box, item: T): void {
    const level = levelOf(box)
    const cells = this.levels[level]
    for (const key of keysOf(box, widths[level] ?? 360)) {
      const cell = cells?.get(key)
      if (cell === undefined) continue
      for (let at = cell.items.length - 1; at >= 0; at -= 1) if (cell.items[at] === item) takeOut(cell, at)
      if (cell.items.length === 0) cells?.delete(key)
    }
  }

  /** Every item whose box touches this one, once. */
  touching(box: Box): ReadonlySet<T> {
    const found = new Set<T>()
    for (let level = 0; level < widths.length; level += 1) this.gather(level, box, found)
    return found
  }

  /** Whatever comes in passes here: no lists. */
  private gather(level: number, box: Box, found: Set<T>): void {
    const [cells, width] = [this.levels[level], widths[level]]
    if (cells === undefined || width === undefined || cells.size === 0) return
    const [west, south, east, north] = box
    const [last, high] = [columnOf(east, width), rowOf(north, width)]
    for (let column = columnOf(west, width); column <= last; column += 1) {
      for (let row = rowOf(south, width); row <= high; row += 1) {
        const cell = cells.get(keyOf(column, row))
        if (cell !== undefined) gatherFrom(cell, box, found)
      }
    }
  }
}

function levelOf([west, south, east, north]: Box): number {
  const size = Math.max(east - west, north - south)
  return widths.findIndex((width) => width >= size)
}

function keysOf([west, south, east, north]: Box, width: number): readonly number[] {
  const keys: number[] = []
  const [last, high] = [columnOf(east, width), rowOf(north, width)]
  for (let column = columnOf(west, width); column <= last; column += 1) {
    for (let row = rowOf(south, width); row <= high; row += 1) keys.push(keyOf(column, row))
  }
  return keys
}

function columnOf(longitude: number, width: number): number {
  return Math.floor((longitude + 180) / width)
}

function rowOf(latitude: number, width: number): number {
  return Math.floor((latitude + 90) / width)
}

function keyOf(column: number, row: number): number {
  return column * 8192 + row
}

function gatherFrom<T>({ items, sides }: Cell<T>, [west, south, east, north]: Box, found: Set<T>): void {
  for (let at = 0; at < items.length; at += 1) {
    const side = 4 * at
    const isBeside = north < (sides[side + 1] ?? NaN) || (sides[side + 3] ?? NaN) < south
    if (isBeside || east < (sides[side] ?? NaN) || (sides[side + 2] ?? NaN) < west) continue
    const item = items[at]
    if (item !== undefined) found.add(item)
  }
}

function takeOut({ items, sides }: Cell<unknown>, at: number): void {
  items.splice(at, 1)
  sides.splice(4 * at, 4)
}
