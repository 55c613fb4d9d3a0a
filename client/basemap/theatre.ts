import type { Position } from 'geojson'

/** Zooms of the whole world; beyond `worldMaxZoom` only the theatre has tiles. */
export const worldMaxZoom = 6
export const theatreMaxZoom = 10

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** Four by three tiles of zoom 7: at that zoom the theatre's tiles begin and end exactly here. */
export const theatreTiles = { zoom: 7, left: 76, top: 49, columns: 4, rows: 3 } as const

const longitudeOf = (column: number, zoom: number) => (column / 2 ** zoom) * 360 - 180
const latitudeOf = (row: number, zoom: number) =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** zoom))) * 180) / Math.PI

const { zoom, left, top, columns, rows } = theatreTiles

/** North-east Syria with its neighbours: 33.75 to 45 east, 31.95 to 38.82 north. */
export const theatreBox: Box = [
  longitudeOf(left, zoom),
  latitudeOf(top + rows, zoom),
  longitudeOf(left + columns, zoom),
  latitudeOf(top, zoom),
]

/** A wider box, so that lines and rivers that leave the theatre are whole inside it. */
export const regionBox: Box = [32, 30, 49, 41]

export function isInside(position: Position, [west, south, east, north]: Box): boolean {
  const [lon = NaN, lat = NaN] = position
  return lon >= west && lon <= east && lat >= south && lat <= north
}
