import type { Position } from 'geojson'

/** Whoever draws on over the date line is on the next copy of the map; the same places are told with longitudes within ±180. */
export function wrapped(line: readonly Position[]): Position[] {
  return line.map(([longitude = 0, ...rest]) => [
    longitude > 180 || longitude < -180 ? ((((longitude + 180) % 360) + 360) % 360) - 180 : longitude,
    ...rest,
  ])
}
