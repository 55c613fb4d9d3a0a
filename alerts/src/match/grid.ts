import type { Box } from './box.js'

/** Widths of the cells in degrees, finest first; each box lies in those of the first that are as wide as it is. */
const widths = [1 / 16, 1 / 4, 1, 4, 16, 64, 360] as const

interface Entry<T> {
  readonly box: Box
  readonly item: T
}

/**
 * Items by the boxes that they fill, found by a box that is not large. A box lies in at most four cells, so that adding
 * and removing cost the same however many there are.
 */
export class BoxGrid<T> {
  private readonly levels = widths.map(() => new Map<number, Entry<T>[]>())

  add(box: Box, item: T): void {
    const level = levelOf(box)
    const cells = this.levels[level]
    for (const key of keysOf(box, widths[level] ?? 360)) {
      const entries = cells?.get(key)
      if (entries === undefined) cells?.set(key, [{ box, item }])
      else entries.push({ box, item })
    }
  }

  remove(box: Box, item: T): void {
    const level = levelOf(box)
    const cells = this.levels[level]
    for (const key of keysOf(box, widths[level] ?? 360)) {
      const left = cells?.get(key)?.filter((entry) => entry.item !== item) ?? []
      if (left.length === 0) cells?.delete(key)
      else cells?.set(key, left)
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
        const entries = cells.get(keyOf(column, row))
        if (entries !== undefined) for (const it of entries) if (touch(it.box, box)) found.add(it.item)
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

function touch(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
