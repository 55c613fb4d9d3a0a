import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles, type Source } from 'pmtiles'
import { open, type FileHandle } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { tilesUnder, type Frame, type Spot, type Tile } from './frame.js'

/** Where the map's ground lies, with the page that draws it. */
const file = fileURLToPath(new URL('../../../client/dist/basemap.pmtiles', import.meta.url))

export interface GroundLine {
  readonly line: readonly Spot[]
  /** The larger, the finer it is drawn: 0 are countries' borders and great rivers. */
  readonly rank: number
}

export interface GroundPlace {
  readonly name: string
  readonly nameArabic: string
  readonly order: number
  readonly at: Spot
}

/** What lies beneath a map. */
export interface Ground {
  /** Whether it is known at all: where there is no land then, there is sea. */
  readonly isKnown: boolean
  readonly land: readonly (readonly Spot[])[]
  readonly water: readonly (readonly Spot[])[]
  readonly rivers: readonly GroundLine[]
  readonly borders: readonly GroundLine[]
  readonly places: readonly GroundPlace[]
}

const nothing: Ground = { isKnown: false, land: [], water: [], rivers: [], borders: [], places: [] }
/** Finer than this is not seen on paper. */
const finest = 8
/** The last zoom that covers all of the world. */
const wholeWorld = 6

/** Reads what lies beneath a frame; nothing where the page, and with it the map, is not built. */
export async function groundOf(frame: Frame): Promise<Ground> {
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) return nothing
  try {
    const tiles = new PMTiles(sourceOf(handle))
    return joined((await tilesAt(tiles, frame, zoomOf(frame))) ?? (await tilesAt(tiles, frame, wholeWorld)) ?? [])
  } finally {
    await handle.close()
  }
}

function sourceOf(handle: FileHandle): Source {
  return {
    getKey: () => file,
    async getBytes(offset, length) {
      const data = new ArrayBuffer(length)
      const { bytesRead } = await handle.read(new Uint8Array(data), 0, length, offset)
      return { data: bytesRead === length ? data : data.slice(0, bytesRead) }
    },
  }
}

/** So that a frame lies on about two by two tiles. */
function zoomOf({ west, east }: Frame): number {
  return Math.max(0, Math.min(finest, Math.floor(Math.log2(2 / (east - west)))))
}

/** The tiles under a frame; null where one of them is not there at this zoom. */
async function tilesAt(tiles: PMTiles, frame: Frame, zoom: number): Promise<readonly Ground[] | null> {
  const z = Math.min(zoom, zoomOf(frame))
  const grounds: Ground[] = []
  for (const under of tilesUnder(frame, z)) {
    const tile = await tiles.getZxy(z, under.column, under.y)
    if (tile !== undefined) grounds.push(groundIn(new VectorTile(new PbfReader(new Uint8Array(tile.data))), under))
    // As far as all of the world is covered, nothing but sea has none.
    else if (z > wholeWorld) return null
  }
  return grounds
}

function groundIn(tile: VectorTile, at: Tile): Ground {
  const features = (name: string): readonly VectorTileFeature[] => {
    const layer = tile.layers[name]
    return layer === undefined ? [] : Array.from({ length: layer.length }, (_, nth) => layer.feature(nth))
  }
  const lines = (name: string) => features(name).flatMap((it) => spotsOf(it, at).map((line) => ({ line, it })))
  return {
    isKnown: true,
    land: features('land').flatMap((it) => spotsOf(it, at)),
    water: features('water').flatMap((it) => spotsOf(it, at)),
    rivers: lines('rivers')
      .filter(({ it }) => it.properties['kind'] === 'river')
      .map(({ line, it }) => ({ line, rank: Number(it.properties['rank'] ?? 1) - 1 })),
    borders: lines('borders').map(({ line, it }) => ({ line, rank: Number(it.properties['level'] ?? 1) })),
    places: features('places').flatMap((it) => placeOf(it, at)),
  }
}

function placeOf(feature: VectorTileFeature, at: Tile): readonly GroundPlace[] {
  const { name, ar, order } = feature.properties
  const spot = spotsOf(feature, at)[0]?.[0]
  if (typeof name !== 'string' || spot === undefined) return []
  return [{ name, nameArabic: typeof ar === 'string' ? ar : name, order: Number(order ?? 999), at: spot }]
}

function spotsOf(feature: VectorTileFeature, { z, x, y }: Tile): readonly (readonly Spot[])[] {
  const unit = 1 / (feature.extent * 2 ** z)
  const spot = (it: { readonly x: number; readonly y: number }): Spot => [
    x / 2 ** z + it.x * unit,
    y / 2 ** z + it.y * unit,
  ]
  return feature.loadGeometry().map((part) => part.map(spot))
}

function joined(grounds: readonly Ground[]): Ground {
  return {
    isKnown: true,
    land: grounds.flatMap(({ land }) => land),
    water: grounds.flatMap(({ water }) => water),
    rivers: grounds.flatMap(({ rivers }) => rivers),
    borders: grounds.flatMap(({ borders }) => borders),
    places: grounds.flatMap(({ places }) => places).toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)),
  }
}
