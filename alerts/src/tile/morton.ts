/**
 * The place of a cell along the Z-order curve (G. M. Morton, 1966): the bits of its column and row in turns, the column's
 * first. The cells of a square that is as wide as a power of two, and begins at a multiple of that, follow each other.
 *
 * @param column from 0, below 65,536.
 * @param row likewise.
 */
export function mortonOf(column: number, row: number): number {
  return mortonPart(column) + 2 * mortonPart(row)
}

/** The bits of a number below 65,536 with a gap before each. */
export function mortonPart(of: number): number {
  const spaced = (bits: number, [by, mask]: readonly [number, number]) => (bits | (bits << by)) & mask
  return steps.reduce(spaced, of)
}

const steps = [
  [8, 0x00ff00ff],
  [4, 0x0f0f0f0f],
  [2, 0x33333333],
  [1, 0x55555555],
] as const
