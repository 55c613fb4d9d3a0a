import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsAcross, inTile, tileBoxes, tileGrid, tileUnits, type Tile } from './tile.js'

const zoom = fc.integer({ min: 0, max: 14 })
/** Anywhere, and often where maps go wrong: the antimeridian, the poles, the edge of the map, edges of tiles. */
const longitude = fc.oneof(spread(-180, 180), fc.constantFrom(-180, 180, 0, 22.5, -0.0001))
const latitude = fc.oneof(
  spread(-90, 90),
  fc.constantFrom(-90, 90, 0, 85.0511287798066, -85.0511287798066, 66.51326044311186),
)
/** Degrees within which where a position is drawn and the edges of its cell may disagree, by the last digits of both. */
const slack = 1e-9

function holds([lon, lat]: readonly [number, number], tile: Tile): boolean {
  const { columns, rows } = tileGrid(tile, 1)
  const [west = 0, east = 0] = columns
  const [south = 0, north = 0] = rows
  const at = lon === 180 ? -180 : lon
  return at >= west && at < east && lat >= south && lat < north
}

/** The tiles round about where a position should be. */
function near([lon, lat]: readonly [number, number], z: number): readonly Tile[] {
  const most = 2 ** z - 1
  const x = Math.floor((((lon === 180 ? -180 : lon) + 180) / 360) * 2 ** z)
  const held = (Math.min(85.06, Math.max(-85.06, lat)) * Math.PI) / 180
  const y = Math.floor(((1 - Math.asinh(Math.tan(held)) / Math.PI) / 2) * 2 ** z)
  const about = (at: number) => [at - 1, at, at + 1].filter((it) => it >= 0 && it <= most)
  return about(x).flatMap((it) => about(Math.min(most, Math.max(0, y))).map((down) => ({ z, x: it, y: down })))
}

describe('the tiles of a zoom', () => {
  it('hold every position once, the poles and the antimeridian among them, and their boxes hold it too', () => {
    fc.assert(
      fc.property(longitude, latitude, zoom, (lon, lat, z) => {
        const own = near([lon, lat], z).filter((tile) => holds([lon, lat], tile))
        expect(own).toHaveLength(1)
        const boxes = own.flatMap(tileBoxes)
        const inBox = boxes.some(
          ([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north,
        )
        expect(inBox).toBe(true)
      }),
    )
  })

  it('draw a position in the cell that holds it', () => {
    fc.assert(
      fc.property(longitude, latitude, zoom, (lon, lat, z) => {
        const [tile] = near([lon, lat], z).filter((it) => holds([lon, lat], it))
        if (tile === undefined) throw new Error('No tile holds it.')
        const cells = cellsAcross(z, false)
        const { columns, rows } = tileGrid(tile, cells)
        const [x, y] = inTile([lon, lat], tile)
        const column = Math.floor(x / (tileUnits / cells))
        const row = cells - 1 - Math.floor(y / (tileUnits / cells))
        const at = lon === 180 ? -180 : lon
        expect(at).toBeGreaterThanOrEqual((columns[column] ?? NaN) - slack)
        expect(at).toBeLessThan((columns[column + 1] ?? NaN) + slack)
        expect(lat).toBeGreaterThanOrEqual((rows[row] ?? NaN) - slack)
        expect(lat).toBeLessThan((rows[row + 1] ?? NaN) + slack)
      }),
    )
  })

  it('have cells that touch: where one ends, the next begins, in the next tile as well', () => {
    const [here, east, south] = [
      { z: 5, x: 19, y: 12 },
      { z: 5, x: 20, y: 12 },
      { z: 5, x: 19, y: 13 },
    ] as const
    expect(tileGrid(here, 16).columns.at(-1)).toBe(tileGrid(east, 16).columns[0])
    expect(tileGrid(here, 16).rows[0]).toBe(tileGrid(south, 16).rows.at(-1))
  })
})
