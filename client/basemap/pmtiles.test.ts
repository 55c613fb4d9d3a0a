import { PMTiles, type RangeResponse, type Source, zxyToTileId } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { type Tile, writePmtiles } from './pmtiles.js'

const options = {
  bounds: [-180, -85, 180, 85],
  minZoom: 0,
  maxZoom: 8,
  centre: [40.4, 35.6, 5],
  metadata: { name: 'A test', vector_layers: [] },
} as const

/** The archive as the official reader sees it. */
function open(archive: Buffer): PMTiles {
  const source: Source = {
    getKey: () => String(Math.random()),
    getBytes: async (offset, length): Promise<RangeResponse> => ({
      data: new Uint8Array(archive.subarray(offset, offset + length)).buffer,
    }),
  }
  return new PMTiles(source)
}

async function textAt(reader: PMTiles, { z, x, y }: Pick<Tile, 'z' | 'x' | 'y'>): Promise<string | undefined> {
  const tile = await reader.getZxy(z, x, y)
  return tile && Buffer.from(tile.data).toString('utf8')
}

function tile([z, x, y]: readonly [number, number, number], text = `${z}/${x}/${y}`): Tile {
  return { z, x, y, data: Buffer.from(text) }
}

function everyTile(z: number, text?: (x: number, y: number) => string): Tile[] {
  const side = Array.from({ length: 2 ** z }, (_, i) => i)
  return side.flatMap((x) => side.map((y) => tile([z, x, y], text?.(x, y))))
}

describe('writePmtiles', () => {
  it('gives back each tile, and nothing for a tile that was not written', async () => {
    const tiles = [tile([0, 0, 0]), ...everyTile(3), tile([7, 78, 50])]
    const reader = open(writePmtiles(tiles, options))
    for (const each of tiles) expect(await textAt(reader, each)).toBe(`${each.z}/${each.x}/${each.y}`)
    expect(await reader.getZxy(7, 79, 50)).toBeUndefined()
  })

  it('gives back each tile when the directory is too long for the root', async () => {
    // Few contents in a wild order: the offsets do not compress.
    const tiles = everyTile(7, (x, y) => `sample ${((x * 7919 + y * 104_729) ^ (x * y * 31)) % 997}`)
    const archive = writePmtiles(tiles, options)
    const reader = open(archive)
    const header = await reader.getHeader()
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
    for (const each of tiles.filter((_, i) => i % 97 === 0))
      expect(await textAt(reader, each)).toBe(Buffer.from(each.data).toString('utf8'))
  })

  it('stores equal tiles once and neighbours along the curve as one run', async () => {
    const reader = open(
      writePmtiles(
        everyTile(4, () => 'sea'),
        options,
      ),
    )
    const header = await reader.getHeader()
    expect([header.numAddressedTiles, header.numTileEntries, header.numTileContents]).toEqual([256, 1, 1])
    expect(await textAt(reader, { z: 4, x: 9, y: 13 })).toBe('sea')
  })

  it('orders the contents along the curve, so that neighbours are read together', async () => {
    const archive = writePmtiles(everyTile(2), options)
    const header = await open(archive).getHeader()
    expect(header.clustered).toBe(true)
    const first = everyTile(2).sort((a, b) => zxyToTileId(2, a.x, a.y) - zxyToTileId(2, b.x, b.y))[0]
    const contents = archive.subarray(header.tileDataOffset)
    const alone = writePmtiles(first ? [first] : [], options)
    const { tileDataOffset } = await open(alone).getHeader()
    const expected = alone.subarray(tileDataOffset)
    expect(contents.subarray(0, expected.length).equals(expected)).toBe(true)
  })

  it('states bounds, centre, zooms and metadata', async () => {
    const reader = open(writePmtiles([tile([0, 0, 0])], options))
    const header = await reader.getHeader()
    expect(header).toMatchObject({ specVersion: 3, minZoom: 0, maxZoom: 8, centerZoom: 5, tileType: 1 })
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([-180, -85, 180, 85])
    expect([header.centerLon, header.centerLat]).toEqual([40.4, 35.6])
    expect(await reader.getMetadata()).toEqual(options.metadata)
  })

  it('makes the same file from the same tiles in any order', () => {
    const tiles = everyTile(3)
    expect(writePmtiles([...tiles].reverse(), options).equals(writePmtiles(tiles, options))).toBe(true)
  })
})
