import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const program = '/usr/bin/ogr2ogr'
const stored = 230
let folder: string
let server: Running

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-ogr-'))
  server = await startCordon(join(folder, 'data'))
  const features = Array.from({ length: stored }, (_, n) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40 + n / 1000, 35] },
    properties: { type: 'ambush', title: `Ambush "${n}", near\nthe road`, occurredFrom: '2021-11-08', source: 'RIC' },
  }))
  const answer = await ask('/api/incidents', { type: 'FeatureCollection', features })
  expect(answer.status).toBe(201)
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

function ask(path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  return fetch(
    server.url + path,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  )
}

/** What ogr2ogr makes of a file of ours: its lines as CSV with coordinates, the header first. */
async function readByOgr(path: string, name: string): Promise<readonly string[]> {
  const [from, to] = [join(folder, name), join(folder, `${name}.out.csv`)]
  await writeFile(from, await (await ask(path)).text())
  execFileSync(program, ['-f', 'CSV', '-lco', 'GEOMETRY=AS_XY', '-select', 'externalId,severity', to, from])
  return (await readFile(to, 'utf8')).trim().split('\n')
}

/** What its driver of OGC API Features reads of a collection, page by page, as CSV with coordinates. */
async function readByFeatures(collection: string, ...more: readonly string[]): Promise<readonly string[]> {
  const to = join(folder, `${collection}-${more.length}.out.csv`)
  const headers = `Authorization: Bearer ${server.token}`
  const options = [
    '-f',
    'CSV',
    '-lco',
    'GEOMETRY=AS_XY',
    '-oo',
    'PAGE_SIZE=50',
    '--config',
    'GDAL_HTTP_HEADERS',
    headers,
  ]
  const args = [...options, ...more, to, `OAPIF:${server.url}/ogc`, collection]
  // The server is a process of its own, so that waiting is in nobody's way.
  const { stderr } = spawnSync(program, args, { encoding: 'utf8' })
  expect(stderr.split('\n').filter((it) => it.startsWith('ERROR'))).toEqual([])
  return (await readFile(to, 'utf8')).trim().split('\n')
}

const needsOgr = (context: TestContext) => skipUnless(context, existsSync(program), 'no ogr2ogr: install gdal-bin')

describe('ogr2ogr reads', () => {
  it('a page of incidents, all of it', async (context) => {
    needsOgr(context)
    const [, ...rows] = await readByOgr('/api/incidents?limit=1000', 'page.geojson')
    expect(rows).toHaveLength(stored)
    const places = rows.map((row) =>
      row
        .split(',')
        .slice(0, 2)
        .map((part) => Number(part.replaceAll('"', ''))),
    )
    expect(places.every(([lon = 0, lat]) => lon >= 40 && lon < 40.24 && lat === 35)).toBe(true)
  })

  it('the export as GeoJSON, all of it', async (context) => {
    needsOgr(context)
    const [, ...rows] = await readByOgr('/api/incidents.geojson', 'export.geojson')
    expect(rows).toHaveLength(stored)
  })

  it('the export as CSV, line breaks and quotes within fields included', async (context) => {
    needsOgr(context)
    const [, ...rows] = await readByOgr('/api/incidents.csv', 'export.csv')
    expect(rows).toHaveLength(stored)
  })

  it('a collection of OGC API Features, whole and page by page', async (context) => {
    needsOgr(context)
    const [, ...rows] = await readByFeatures('incidents', '-select', 'severity')
    expect(rows).toHaveLength(stored)
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(stored)
  })

  it('of such a collection what lies in a box and came after a time', async (context) => {
    needsOgr(context)
    const [, ...rows] = await readByFeatures(
      'incidents',
      '-select',
      'severity',
      '-spat',
      '40.0995',
      '34',
      '40.2005',
      '36',
    )
    expect(rows).toHaveLength(101)
    const [, ...none] = await readByFeatures('incidents', '-where', "source = 'nobody'", '-select', 'severity')
    expect(none).toEqual([])
  })
})
