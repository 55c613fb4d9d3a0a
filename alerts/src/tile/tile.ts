import type { Position } from 'geojson'

/**
 * A square of the map as the web cuts it (OGC WebMercatorQuad): at zoom `z` the world is `2 ** z` squares wide and high;
 * `x` counts from the antimeridian to the east, `y` from the north.
 */
export interface Tile {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** West, south, east, north; west is at most east. */
type Box = readonly [west: number, south: number, east: number, north: number]

/** Where the cells of a tile end, each list from the lowest to the highest; a cell holds its lower edge and not its upper. */
export interface TileGrid {
  /** Longitudes: one more than there are columns. */
  readonly columns: readonly number[]
  /** Latitudes; the outermost tiles reach to the poles, so that what lies beyond the map is shown at its edge. */
  readonly rows: readonly number[]
}

/** So finely a place in a tile is told, along each side. */
export const tileUnits = 4096
/** Nothing is told at a finer zoom: a unit of it is shorter than a metre. */
export const finestTileZoom = 14

/** From this zoom on people look for one place rather than at a region. */
const closeZoom = 11

/**
 * How many cells lie side by side in a tile: those of a region are wide enough for a number to stand in, those of a place
 * keep apart whatever can be seen apart. What is told slice by slice of time may be told once for each slice.
 */
export function cellsAcross(zoom: number, isSliced: boolean): number {
  if (zoom < closeZoom) return 16
  return isSliced ? 32 : 64
}

/** The cells of a tile. Tiles that touch share the very numbers, so that every position lies in one cell of a zoom. */
export function tileGrid({ z, x, y }: Tile, cells: number): TileGrid {
  const worldCells = cells * 2 ** z
  const steps = Array.from({ length: cells + 1 }, (_, at) => at)
  return {
    columns: steps.map((at) => ((x * cells + at) / worldCells) * 360 - 180),
    rows: steps.map((at) => latitudeOf((y * cells + cells - at) / worldCells)),
  }
}

/** Boxes that hold whatever belongs to a tile; what lies at 180° belongs to the tiles that begin at -180°. */
export function tileBoxes(tile: Tile): readonly Box[] {
  const { columns, rows } = tileGrid(tile, 1)
  const [west = -180, east = 180] = columns
  const [south, north] = [Math.max(-90, rows[0] ?? -90), Math.min(90, rows[1] ?? 90)]
  const own: Box = [west, south, east, north]
  return tile.x === 0 && tile.z > 0 ? [own, [180, south, 180, north]] : [own]
}

/** Where a position lies in a tile, in units to the east and to the south of its north-western corner. */
export function inTile([lon = 0, lat = 0]: Position, { z, x, y }: Tile): readonly [number, number] {
  const worldUnits = tileUnits * 2 ** z
  const east = ((lon === 180 ? -180 : lon) + 180) / 360
  const held = Math.min(highest, Math.max(-highest, lat))
  const south = 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) / (2 * Math.PI)
  return [unit(east * worldUnits - x * tileUnits), unit(south * worldUnits - y * tileUnits)]
}

/** A little beyond where the map ends, in degrees of latitude. */
const highest = 85.06

function unit(at: number): number {
  return Math.min(tileUnits - 1, Math.max(0, Math.floor(at)))
}

/** The latitude at a share of the map's height from the north; at its ends there is none higher. */
function latitudeOf(share: number): number {
  if (share <= 0) return Infinity
  if (share >= 1) return -Infinity
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI
}
