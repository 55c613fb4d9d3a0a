import { pmtilesOf, type KitMap } from '@cordon/test/pmtiles'
import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TileType } from 'pmtiles'
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
    ['an empty file', Buffer.alloc(0), /no PMTiles file of version 3/],
  ] as const)('is refused with what it is: %s', async (name, content, why) => {
    const read = await readMap(await fileOf(`${name}.pmtiles`, content))
    expect(read).toMatchObject({ ok: false, why: expect.stringMatching(why) })
  })

  it('is refused where it is not there', async () => {
    expect(await readMap(join(folder, 'none.pmtiles'))).toEqual({ ok: false, why: 'it cannot be read (ENOENT)' })
  })
})

describe('a server with a map of its own', () => {
  let server: OwnServer
  beforeAll(async () => {
    const mapFile = await fileOf('.own.pmtiles', pmtilesOf(picture))
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

  it('keeps it from everybody else', async () => {
    expect((await fetch(`${server.url}/api/map.pmtiles`)).status).toBe(401)
    expect(await (await fetch(`${server.url}/api/session`)).json()).not.toHaveProperty('ownMap')
  })
})
