/** Places by the half degree in which they lie, so that those near a point are found without looking at all of them. */
export type PlaceCells = Map<number, number[]>

const cellDegrees = 0.5
const columns = 360 / cellDegrees
const rows = 180 / cellDegrees
const metresPerDegree = 111_195

/** Puts a place, by its number, where it lies. */
export function addToCells(cells: PlaceCells, position: readonly number[], number: number): void {
  const [column, row] = cellAt(position)
  const key = row * columns + column
  const there = cells.get(key)
  if (there === undefined) cells.set(key, [number])
  else there.push(number)
}

/** The numbers of the places in the cells within some metres of a position: all that lie so near, and some beyond. */
export function numbersAround(cells: PlaceCells, position: readonly number[], metres: number): readonly number[] {
  const [column, row] = cellAt(position)
  const degrees = metres / metresPerDegree
  const up = Math.ceil(degrees / cellDegrees)
  // Meridians run together towards the poles, where the same metres are more degrees.
  const latitude = Math.min(89.9, Math.abs(position[1] ?? 0) + degrees)
  const wide = degrees / Math.cos((latitude * Math.PI) / 180)
  const aside = Math.min(columns / 2, Math.ceil(wide / cellDegrees))
  const found: number[] = []
  for (let r = Math.max(0, row - up); r <= Math.min(rows, row + up); r += 1) {
    // Half the circle on each side is all of it: the cell opposite is looked at once.
    for (let c = aside === columns / 2 ? 1 - aside : -aside; c <= aside; c += 1)
      for (const number of cells.get(r * columns + wrapped(column + c)) ?? []) found.push(number)
  }
  return found
}

function cellAt([lon = 0, lat = 0]: readonly number[]): readonly [number, number] {
  return [wrapped(Math.floor((lon + 180) / cellDegrees)), Math.floor((lat + 90) / cellDegrees)]
}

function wrapped(column: number): number {
  return ((column % columns) + columns) % columns
}
