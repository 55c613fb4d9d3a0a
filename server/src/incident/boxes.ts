import type { Polygon } from 'geojson'

/** West, south, east, north; west is at most east. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** A box whose west lies east of its east crosses the antimeridian: two boxes. */
export function boxesOf([west, south, east, north]: Box): readonly Box[] {
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/** The boxes that hold a shape whose lines run on across the antimeridian. */
export function boundsOf({ coordinates }: Polygon): readonly Box[] {
  const corners = coordinates.flat()
  const [lons, lats] = [corners.map(([lon = 0]) => lon), corners.map(([, lat = 0]) => lat)]
  const shift = Math.floor((Math.min(...lons) + 180) / 360) * 360
  const [west, east] = [Math.min(...lons) - shift, Math.max(...lons) - shift]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  return boxesOf([west, south, east > 180 ? east - 360 : east, north])
}
