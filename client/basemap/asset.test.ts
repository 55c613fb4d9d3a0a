import { readFileSync } from 'node:fs'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { basemapStyle } from '../src/map/style.js'

const file = readFileSync(new URL('../public/basemap.pmtiles', import.meta.url))
const source: Source = {
  getKey: () => 'basemap',
  getBytes: async (offset, length): Promise<RangeResponse> => ({
    data: new Uint8Array(file.subarray(offset, offset + length)).buffer,
  }),
}
const archive = new PMTiles(source)

async function read(z: number, x: number, y: number): Promise<VectorTile | undefined> {
  const tile = await archive.getZxy(z, x, y)
  return tile && new VectorTile(new PbfReader(new Uint8Array(tile.data)))
}

/** The tile of zoom `z` that holds the position. */
async function tileAt(lon: number, lat: number, z: number): Promise<VectorTile | undefined> {
  const radians = (lat * Math.PI) / 180
  const y = ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** z
  return read(z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor(y))
}

function propertiesOf(tile: VectorTile | undefined, layer: string) {
  const features = tile?.layers[layer]
  return Array.from({ length: features?.length ?? 0 }, (_, i) => features?.feature(i).properties)
}

describe('the committed base map', () => {
  it('is a PMTiles file of at most 15 MB: the world to zoom 6, the theatre to zoom 10', async () => {
    expect(file.length).toBeLessThanOrEqual(15_000_000)
    expect(await archive.getHeader()).toMatchObject({ specVersion: 3, minZoom: 0, maxZoom: 10, tileType: 1 })
  })

  it('has every layer that the style draws', async () => {
    const metadata = JSON.stringify(await archive.getMetadata())
    const layers = basemapStyle({ theme: 'dark', pmtilesUrl: '/basemap.pmtiles' }).layers
    const drawn = new Set(layers.flatMap((layer) => ('source-layer' in layer ? [layer['source-layer']] : [])))
    const present = new Set<string>()
    for (const z of [6, 7, 8, 9, 10])
      for (const name of Object.keys((await tileAt(40.14, 35.34, z))?.layers ?? {})) present.add(name)
    for (const z of [5, 6, 7])
      for (const [lon, lat] of [
        [38.4, 35.3],
        [36.3, 35.85],
        [39, 34.6],
      ] as const)
        for (const name of Object.keys((await tileAt(lon, lat, z))?.layers ?? {})) present.add(name)
    for (const layer of drawn) {
      expect(metadata).toContain(`"${layer}"`)
      expect([...present]).toContain(layer)
    }
  })

  it.each([5, 7, 10])('knows Deir ez-Zor in both scripts at zoom %i', async (z) => {
    const places = propertiesOf(await tileAt(40.14084, 35.33588, z), 'places')
    expect(places).toContainEqual(expect.objectContaining({ name: 'Deir ez-Zor', ar: 'دير الزور' }))
  })

  it('runs the Euphrates past Deir ez-Zor and the Khabur past Al-Hasakah, each by name', async () => {
    const named = async (lon: number, lat: number) =>
      propertiesOf(await tileAt(lon, lat, 9), 'rivers').flatMap((river) => [river?.['name'], river?.['ar']])
    expect(await named(40.14, 35.34)).toEqual(expect.arrayContaining(['Euphrates', 'الفرات']))
    expect(await named(40.75, 36.49)).toEqual(expect.arrayContaining(['Khabur', 'الخابور']))
  })

  it('draws no border twice: one line between Syria and Iraq in a tile across it', async () => {
    const borders = propertiesOf(await tileAt(41.3, 35.9, 9), 'borders').filter((border) => border?.['level'] === 0)
    expect(borders).toHaveLength(1)
  })

  it('covers the theatre without a hole at zoom 7 to 10', async () => {
    for (let z = 7; z <= 10; z++) {
      const scale = 2 ** (z - 7)
      const step = Math.max(1, scale / 2)
      for (let x = 76 * scale; x < 80 * scale; x += step)
        for (let y = 49 * scale; y < 52 * scale; y += step)
          expect(Object.keys((await read(z, x, y))?.layers ?? {}), `${z}/${x}/${y}`).toContain('ground')
    }
  })

  it('can be read everywhere: every seventh tile of the world, and on both sides of the date line', async () => {
    let seen = 0
    for (let z = 0; z <= 6; z++)
      for (let i = 0; i < 4 ** z; i += 7) {
        const tile = await read(z, i % 2 ** z, Math.floor(i / 2 ** z))
        if (tile) seen += Object.keys(tile.layers).length > 0 ? 1 : 0
      }
    expect(seen).toBeGreaterThan(300)
    for (const lon of [179.9, -179.9]) expect(Object.keys((await tileAt(lon, 68.5, 5))?.layers ?? {})).toContain('land')
  })
})
