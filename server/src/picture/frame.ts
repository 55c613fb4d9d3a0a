/**
 * A position on the world as a square of Mercator's projection: 0 to 1 eastwards and southwards. The world goes round:
 * east of 1 it is what it is east of 0.
 */
export type Spot = readonly [x: number, y: number]

/** A part of the world as a square of Mercator's projection, which may go over its date line, and beyond its poles. */
export interface Frame {
  readonly west: number
  readonly north: number
  readonly east: number
  readonly south: number
}

/** Half a degree: nearer, a map of a single incident would show no place by which to know it. */
const least = 0.6 / 360
const padding = 0.12

/** Where a position lies on the square. */
export function spotOf([lon = 0, lat = 0]: readonly number[]): Spot {
  const bounded = Math.max(-85, Math.min(85, lat))
  return [(lon + 180) / 360, 0.5 - Math.asinh(Math.tan((bounded * Math.PI) / 180)) / (2 * Math.PI)]
}

/** The frame of so much wider than high that holds some spots, with some room round them; null where there are none. */
export function frameOf(spots: readonly Spot[], ratio: number): Frame | null {
  if (spots.length === 0) return null
  const ys = spots.map(([, y]) => y)
  const [west, east] = spanOf(spots.map(([x]) => x))
  const [north, south] = [Math.min(...ys), Math.max(...ys)]
  const wide = Math.max(least, (east - west) * (1 + 2 * padding), (south - north) * (1 + 2 * padding) * ratio)
  const [x, y] = [(west + east) / 2, (north + south) / 2]
  return { west: x - wide / 2, east: x + wide / 2, north: y - wide / ratio / 2, south: y + wide / ratio / 2 }
}

/** The shortest way eastwards over all of them: what lies on both sides of the date line is near to each other. */
function spanOf(xs: readonly number[]): readonly [west: number, east: number] {
  const around = xs.map((x) => x - Math.floor(x)).toSorted((a, b) => a - b)
  const [first = 0, last = 0] = [around[0], around.at(-1)]
  const spans = around.slice(1).map((x, before) => [x, (around[before] ?? 0) + 1] as const)
  return spans.reduce<readonly [number, number]>(
    (shortest, span) => (span[1] - span[0] < shortest[1] - shortest[0] ? span : shortest),
    [first, last],
  )
}

/** Where a spot lies in a frame that holds it, if need be as one beyond the date line. */
export function spotIn({ west, east }: Frame, [x, y]: Spot): Spot {
  return [x + Math.round((west + east) / 2 - x), y]
}

/** A square of the world at a zoom. */
export interface Tile {
  readonly z: number
  readonly x: number
  readonly y: number
  /** Which one it is of those between the world's edges, where `x` lies beyond them. */
  readonly column: number
}

/** What a frame lies on at a zoom: round the world, and as far as its poles. */
export function tilesUnder({ west, north, east, south }: Frame, z: number): readonly Tile[] {
  const side = 2 ** z
  const steps = (from: number, to: number) =>
    Array.from({ length: Math.floor(to * side) - Math.floor(from * side) + 1 }, (_, at) => Math.floor(from * side) + at)
  const rows = steps(north, south).filter((y) => y >= 0 && y < side)
  const columns = steps(west, east).map((x) => ({ x, column: x - Math.floor(x / side) * side }))
  return rows.flatMap((y) => columns.map((it) => ({ z, y, ...it })))
}

/** How many metres a frame is wide, at its middle. */
export function metresAcross({ west, east, north, south }: Frame): number {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - (north + south))))
  return (east - west) * 40_075_017 * Math.cos(latitude)
}
