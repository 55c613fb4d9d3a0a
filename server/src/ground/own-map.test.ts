import { pmtilesOf, type KitMap } from '@cordon/test/pmtiles'
import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Compression, TileType } from 'pmtiles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import { readMap } from './own-map.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-map-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const picture: KitMap = {
  type: TileType.Png,
  tiles: [{ z: 0, x: 0, y: 0, data: Buffer.from('a picture') }],
  bounds: [40, 36, 41, 37],
  metadata: { attribution: '<a href="https://example.org">&copy; Somebody &amp; others</a>' },
}
const vector = (...layers: readonly string[]): KitMap => ({
  ...{ ...picture, type: TileType.Mvt },
  metadata: { vector_layers: layers.map((id) => ({ id, fields: {} })) },
})

/** A picture of whose header one figure is a lie: of 8 bytes, or of one. */
function lying(offset: number, value: bigint | number): Buffer {
  const file = pmtilesOf(picture)
  if (typeof value === 'bigint') file.writeBigUInt64LE(value, offset)
  else file.writeUInt8(value, offset)
  return file
}

/** A picture whose metadata takes 70 MB, packed into 70 kB. */
function bomb(): Buffer {
  const file = pmtilesOf(picture)
  const metadata = gzipSync(`{"attribution":"${' '.repeat(70_000_000)}"}`)
  for (const [offset, value] of [file.length, metadata.length].entries()) {
    file.writeBigUInt64LE(BigInt(value), 24 + 8 * offset)
  }
  file.writeUInt8(Compression.Gzip, 97)
  return Buffer.concat([file, metadata])
}

async function fileOf(name: string, content: Buffer): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

describe("the operator's own map", () => {
  it.each([
    ['raster', picture, '© Somebody & others'],
    ['protomaps', vector('earth', 'water', 'roads', 'buildings', 'places'), null],
    ['openmaptiles', vector('water', 'transportation', 'building', 'place'), null],
  ] as const)('is known by what it holds: %s', async (kind, map, attribution) => {
    const read = await readMap(await fileOf(`${kind}.pmtiles`, pmtilesOf(map)))
    expect(read).toEqual({
      ok: true,
      map: { kind, attribution, minZoom: 0, maxZoom: 0, bounds: [40, 36, 41, 37] },
    })
  })

  it.each([
    [
      'other layers',
      pmtilesOf(vector('land', 'sea')),
      /Protomaps or OpenMapTiles; got tiles with the layers land, sea/,
    ],
    ['no tiles that are known', pmtilesOf({ ...picture, type: TileType.Unknown }), /got tiles of no known kind/],
    ['a file that was cut', pmtilesOf(picture).subarray(0, -3), /ends before its last tile/],
    ['another file', Buffer.from('SQLite format 3'.padEnd(500)), /no PMTiles file of version 3/],
    ['metadata of 3 GB', lying(32, 3_000_000_000n), /says of itself is no JSON, or more than 16 MB/],
    ['metadata beyond its end', lying(24, 2n ** 60n), /no PMTiles file|cannot be read|says of itself/],
    ['metadata that unpacks to 70 MB', bomb(), /says of itself is no JSON, or more than 16 MB/],
    ['tiles packed by brotli', lying(98, Compression.Brotli), /packed by gzip or not at all/],
    ['zooms that end before they begin', lying(100, 9), /zooms from 0 to 26; got 9 to 0/],
    ['an empty file', Buffer.alloc(0), /no PMTiles file of version 3/],
  ] as const)('is refused with what it is: %s', async (name, content, why) => {
    const read = await readMap(await fileOf(`${name}.pmtiles`, content))
    expect(read).toMatchObject({ ok: false, why: expect.stringMatching(why) })
  })

  it.each([
    ['nothing', [0, 0, 0, 0]],
    ['a box over the date line', [170, -20, -170, -10]],
  ] as const)('lies on all the world where its bounds are %s', async (name, bounds) => {
    const read = await readMap(await fileOf(`${name}.pmtiles`, pmtilesOf({ ...picture, bounds })))
    expect(read).toMatchObject({ ok: true, map: { bounds: [-180, -90, 180, 90] } })
  })

  it('is known by its layers whatever else its metadata says', async () => {
    const odd = { ...vector('roads', 'water', 'buildings'), bounds: picture.bounds }
    const metadata = { ...odd.metadata, attribution: 5 }
    const read = await readMap(await fileOf('odd.pmtiles', pmtilesOf({ ...odd, metadata })))
    expect(read).toMatchObject({ ok: true, map: { kind: 'protomaps', attribution: null } })
  })

  it('is refused where it is not there', async () => {
    expect(await readMap(join(folder, 'none.pmtiles'))).toEqual({ ok: false, why: 'it cannot be read (ENOENT)' })
  })
})

describe('a server with a map of its own', () => {
  let server: OwnServer
  beforeAll(async () => {
    const mapFile = await fileOf('.100% own map#1?.pmtiles', pmtilesOf(picture))
    server = await ownServer(startPostgres, { config: { mapFile } })
  })
  afterAll(() => server.close())

  it('tells those who may read of it, and gives it to them in ranges', async () => {
    const as = await server.enter('chief', 'correct horse')
    const session: unknown = await (await server.send('GET', '/api/session', { as })).json()
    expect(session).toMatchObject({ ownMap: { kind: 'raster', attribution: '© Somebody & others' } })
    const asked = (range: string) =>
      fetch(`${server.url}/api/map.pmtiles`, { headers: { cookie: as, range, 'accept-encoding': 'gzip' } })
    const first = await asked('bytes=0-6')
    expect([first.status, await first.text()]).toEqual([206, 'PMTiles'])
    expect(first.headers.get('content-encoding')).toBeNull()
    expect(first.headers.get('cache-control')).toMatch(/^private/)
    expect(await (await asked('bytes=999999-')).json()).toMatchObject({ code: 'no-such-range' })
    const kept = { cookie: as, 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
    expect((await fetch(`${server.url}/api/map.pmtiles`, { headers: kept })).status).toBe(304)
  })

  it('marks it, so that ranges of two files are not mixed', async () => {
    const as = await server.enter('chief', 'correct horse')
    const asked = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/map.pmtiles`, { headers: { cookie: as, range: 'bytes=0-6', ...headers } })
    const mark = (await asked({})).headers.get('etag') ?? ''
    expect(mark).toMatch(/^"/)
    expect((await asked({ 'if-range': mark })).status).toBe(206)
    expect((await asked({ 'if-range': '"another"' })).status).toBe(200)
    expect((await asked({ 'if-match': '"another"' })).status).toBe(404)
  })

  it('keeps it from everybody else', async () => {
    expect((await fetch(`${server.url}/api/map.pmtiles`)).status).toBe(401)
    expect(await (await fetch(`${server.url}/api/session`)).json()).not.toHaveProperty('ownMap')
  })
})
