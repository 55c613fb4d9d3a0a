/** A position on the world as a square of Mercator's projection: 0 to 1 eastwards and southwards. */
export type Spot = readonly [x: number, y: number]

/** A part of the world as a square of Mercator's projection: 0 to 1 eastwards and southwards. */
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
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [north, south] = [Math.min(...ys), Math.max(...ys)]
  const wide = Math.max(least, (east - west) * (1 + 2 * padding), (south - north) * (1 + 2 * padding) * ratio)
  const [x, y] = [(west + east) / 2, (north + south) / 2]
  return { west: x - wide / 2, east: x + wide / 2, north: y - wide / ratio / 2, south: y + wide / ratio / 2 }
}

/** How many metres a frame is wide, at its middle. */
export function metresAcross({ west, east, north, south }: Frame): number {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - (north + south))))
  return (east - west) * 40_075_017 * Math.cos(latitude)
}
