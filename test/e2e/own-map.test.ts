import { circleRing } from '@cordon/alerts'
import type { Feature } from 'geojson'
import GeoJsonVt from 'geojson-vt'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { TileType } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { fromGeojsonVt } from 'vt-pbf'
import { drawnMap, looks, picture, type Look } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { pmtilesOf, type KitTile } from '../kit/pmtiles.js'
import { prison } from './house.js'
import { administrator, signedIn } from './people.js'

const [west, south, east, north] = [40.5, 36.3, 41, 36.65]
const bounds = [west, south, east, north] as const
const about = { attribution: '<a href="https://example.org">&copy; Hasakah Survey</a>' }

function fileOf(name: string, content: Buffer): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cordon-own-map-')), name)
  writeFileSync(file, content)
  return file
}

const at = (longitude: number, z: number) => Math.floor(((longitude + 180) / 360) * 2 ** z)
const down = (latitude: number, z: number) =>
  Math.floor(((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)

/** The tiles of some zooms in the bounds. */
function tilesOf(zooms: readonly number[], draw: (z: number, x: number, y: number) => Uint8Array): readonly KitTile[] {
  return zooms.flatMap((z) => {
    const [left, right, top, bottom] = [at(west, z), at(east, z), down(north, z), down(south, z)]
    const across = Array.from({ length: right - left + 1 }, (_, n) => left + n)
    const rows = Array.from({ length: bottom - top + 1 }, (_, n) => top + n)
    return across.flatMap((x) => rows.map((y) => ({ z, x, y, data: draw(z, x, y) })))
  })
}

/** A tile of fields in brown and green, as they look from above. */
function fields(z: number, x: number, y: number): Uint8Array {
  const size = 256
  const rows = Buffer.alloc(size * (1 + 3 * size))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const field = ((x * size + column) >> 5) * 31 + ((y * size + row) >> 5) * 17 + z
      rows.set([120 + (field % 60), 105 + (field % 45), 70 + (field % 25)], row * (1 + 3 * size) + 1 + 3 * column)
    }
  }
  const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0])
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

const [gateLon, gateLat] = prison
const line = (properties: object, ...coordinates: number[][]): Feature => ({
  ...{ type: 'Feature', properties: { ...properties } },
  geometry: { type: 'LineString', coordinates },
})
const area = (properties: object, [lon, lat]: readonly [number, number], metres: number): Feature => ({
  ...{ type: 'Feature', properties: { ...properties } },
  geometry: { type: 'Polygon', coordinates: [circleRing([lon, lat], metres, 4).map((it) => [...it])] },
})

/** A town with streets and houses, in the layers of Protomaps. */
const town: Readonly<Record<string, readonly Feature[]>> = {
  earth: [area({ kind: 'earth' }, prison, 30_000)],
  water: [
    area({ kind: 'lake' }, [gateLon + 0.06, gateLat + 0.03], 2_500),
    line({ kind: 'river' }, [gateLon - 0.2, gateLat - 0.02], [gateLon + 0.2, gateLat - 0.06]),
  ],
  landuse: [area({ kind: 'residential' }, prison, 4_000)],
  buildings: Array.from({ length: 100 }, (_, n) =>
    area({ kind: 'building' }, [gateLon - 0.01 + 0.002 * (n % 10), gateLat - 0.008 + 0.0016 * Math.floor(n / 10)], 60),
  ),
  roads: [
    line({ kind: 'highway', name: 'M4' }, [gateLon - 0.25, gateLat + 0.02], [gateLon + 0.25, gateLat + 0.04]),
    line({ kind: 'major_road', name: 'Prison Road' }, [gateLon, gateLat - 0.1], [gateLon + 0.01, gateLat + 0.1]),
    ...Array.from({ length: 11 }, (_, n) =>
      line(
        { kind: 'minor_road', name: `Street ${n}` },
        [gateLon - 0.012, gateLat - 0.0088 + 0.0016 * n],
        [gateLon + 0.012, gateLat - 0.0088 + 0.0016 * n],
      ),
    ),
  ],
  places: [
    {
      ...{ type: 'Feature', properties: { kind: 'neighbourhood', name: 'Ghuwayran' } },
      geometry: { type: 'Point', coordinates: [gateLon + 0.004, gateLat + 0.003] },
    },
  ],
}

function townTiles(): readonly KitTile[] {
  const layers = Object.entries(town).map(([name, features]) => {
    const data = { type: 'FeatureCollection' as const, features: [...features] }
    return { name, index: new GeoJsonVt(data, { maxZoom: 14, indexMaxZoom: 14, buffer: 64, tolerance: 1 }) }
  })
  return tilesOf([7, 8, 9, 10, 11, 12, 13, 14], (z, x, y) =>
    fromGeojsonVt(
      Object.fromEntries(layers.map(({ name, index }) => [name, { features: index.getTile(z, x, y)?.features ?? [] }])),
      { version: 2, extent: 4_096 },
    ),
  )
}

const maps = {
  picture: { type: TileType.Png, tiles: tilesOf([8, 9, 10, 11, 12], fields), bounds, metadata: about },
  town: {
    ...{ type: TileType.Mvt, tiles: townTiles(), bounds },
    metadata: { ...about, vector_layers: Object.keys(town).map((id) => ({ id, fields: {} })) },
  },
} as const

const seen: readonly (readonly [string, Look, number])[] = [
  ['desk', looks.desk, 13.6],
  ['desk-arabic', looks.deskArabic, 10.5],
  ['phone-arabic', looks.phoneArabic, 12],
]

describe.each(['picture', 'town'] as const)('a house with a map of its own: a %s', (kind) => {
  const here = evening(`own-map-${kind}`, { CORDON_MAP: fileOf(`${kind}.pmtiles`, pmtilesOf(maps[kind])) })

  it.each(seen)('draws it over ours, with whose it is, on %s', async (name, look, zoom) => {
    const path = `/floor?at=${gateLat},${gateLon},${zoom}&tab=map`
    const { page, context, faults } = await signedIn(here.browser, here.server, { person: administrator, look, path })
    await drawnMap(page)
    await picture(page, `own-map-${kind}-${name}`)
    if (!name.startsWith('phone')) await page.getByText('© Hasakah Survey').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })
})
