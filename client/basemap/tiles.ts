import type { Feature } from 'geojson'
import GeoJsonVt from 'geojson-vt'
import { fromGeojsonVt } from 'vt-pbf'
import type { Tile } from './pmtiles.js'
import { theatreMaxZoom, theatreTiles, worldMaxZoom } from './theatre.js'

/** Features of one tile layer for a band of zooms. A feature's `zmin` keeps it out of the zooms below. */
export interface Band {
  readonly layer: string
  readonly from: number
  readonly to: number
  readonly features: readonly Feature[]
  /** How far beyond the tile's edge features are kept, in its units; 80 unless given. */
  readonly buffer?: number
}

const extent = 4096
/** In tile units: 3 of 4096 is a third of a pixel. */
const tolerance = 3
const usualBuffer = 80

/** Cuts the bands into tiles: the whole world to `worldMaxZoom`, then the theatre alone. */
export function cutTiles(bands: readonly Band[]): Tile[] {
  const indexes = bands.map((band) => ({ ...band, index: indexOf(band) }))
  const tiles: Tile[] = []
  for (const { z, x, y } of addresses()) {
    const layers: Record<string, { features: unknown[] }> = {}
    for (const band of indexes) {
      if (z < band.from || z > band.to) continue
      const features = (band.index.getTile(z, x, y)?.features ?? []).filter((f) => isShownAt(f.tags, z))
      if (features.length > 0) (layers[band.layer] ??= { features: [] }).features.push(...features)
    }
    if (Object.keys(layers).length === 0) continue
    tiles.push({ z, x, y, data: fromGeojsonVt(layers, { version: 2, extent }) })
  }
  return tiles
}

function indexOf(band: Band) {
  const features = band.features.map((feature) => ({ ...feature }))
  // One zoom more than is cut: the library simplifies nothing at its own last zoom.
  const options = {
    maxZoom: band.to + 1,
    indexMaxZoom: 0,
    indexMaxPoints: 0,
    tolerance,
    extent,
    buffer: band.buffer ?? usualBuffer,
  }
  return new GeoJsonVt({ type: 'FeatureCollection', features }, options)
}

/** The last zoom of the world carries everything, because it is stretched where no finer tiles are. */
function isShownAt(tags: unknown, z: number): boolean {
  if (z === worldMaxZoom || z === theatreMaxZoom) return true
  if (typeof tags !== 'object' || tags === null || !('zmin' in tags)) return true
  return typeof tags.zmin !== 'number' || tags.zmin <= z
}

function* addresses() {
  for (let z = 0; z <= worldMaxZoom; z++) {
    for (let x = 0; x < 2 ** z; x++) for (let y = 0; y < 2 ** z; y++) yield { z, x, y }
  }
  const { zoom, left, top, columns, rows } = theatreTiles
  for (let z: number = zoom; z <= theatreMaxZoom; z++) {
    const scale = 2 ** (z - zoom)
    for (let x = left * scale; x < (left + columns) * scale; x++)
      for (let y = top * scale; y < (top + rows) * scale; y++) yield { z, x, y }
  }
}
