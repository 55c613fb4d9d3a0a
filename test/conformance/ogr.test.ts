import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest'
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
    properties: {
      type: 'ambush',
      title: `Ambush "${n}" <&> 🚒, near\nthe road`,
      occurredFrom: '2021-11-08',
      source: 'RIC',
    },
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

interface Read {
  readonly features: readonly {
    readonly geometry: { readonly coordinates: readonly number[] }
    readonly properties: Readonly<Record<string, unknown>>
  }[]
}

/** What ogr2ogr makes of a file of ours that may hold lines within fields. */
async function features(path: string, name: string): Promise<Read['features']> {
  const [from, to] = [join(folder, name), join(folder, `${name}.out.geojson`)]
  await writeFile(from, Buffer.from(await (await ask(path)).arrayBuffer()))
  execFileSync(program, ['-f', 'GeoJSON', '-skipfailures', to, from], { stdio: 'pipe' })
  const read: Read = JSON.parse(await readFile(to, 'utf8'))
  return read.features
}

/** Each where it is, whatever order they are in. */
function expectAll(found: Read['features']): void {
  const thousandths = found.map(({ geometry }) => Math.round((geometry.coordinates[0] ?? 0) * 1000))
  expect(thousandths.toSorted((a, b) => a - b)).toEqual(Array.from({ length: stored }, (_, n) => 40_000 + n))
}

const kmlSchema = fileURLToPath(new URL('../../../shared/data/schemas/ogckml22.xsd', import.meta.url))

/** What xmllint finds wrong with a document; nothing where it is right. */
async function lint(path: string, ...by: readonly string[]): Promise<string> {
  const text = await (await ask(path)).text()
  const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', ...by, '-'], { input: text, encoding: 'utf8' })
  return status === 0 ? '' : stderr.slice(0, 2_000)
}
const needsLint = (context: TestContext) =>
  skipUnless(context, existsSync('/usr/bin/xmllint'), 'no xmllint: install libxml2-utils')

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

  it('the export as KML, all of it', async (context) => {
    needsOgr(context)
    expectAll(await features('/api/incidents.kml', 'export.kml'))
  })

  it('the export as FlatGeobuf, all of it, with numbers and times as such', async (context) => {
    needsOgr(context)
    const found = await features('/api/incidents.fgb', 'export.fgb')
    expectAll(found)
    expect(found[0]?.properties).toMatchObject({
      title: expect.stringMatching(/^Ambush "\d+" <&> 🚒, near\nthe road$/),
      occurredFrom: expect.stringMatching(/^2021[/-]11[/-]08/),
      uncertaintyMetres: expect.any(Number),
      severity: 'unknown',
    })
  })

  it('the feed of a search, by its places', async (context) => {
    needsOgr(context)
    const found = await features('/api/incidents.atom?q=ambush', 'feed.xml')
    expect(found).toHaveLength(100)
    expect(found.every(({ geometry: { coordinates } }) => coordinates[1] === 35)).toBe(true)
  })
})

describe('xmllint accepts', () => {
  beforeEach(needsLint)

  it('the export as KML by the schema of KML 2.2', async (context) => {
    skipUnless(context, existsSync(kmlSchema), 'needs ../shared/data/schemas/ogckml22.xsd')
    expect(await lint('/api/incidents.kml', '--schema', kmlSchema)).toBe('')
    expect(await lint('/api/incidents.kml?q=nobodysaidthis', '--schema', kmlSchema)).toBe('')
  })

  it('the feed of a search', async () => {
    expect(await lint('/api/incidents.atom')).toBe('')
  })
})

describe('the feed of a search', () => {
  const path = '/api/incidents.atom'
  const asked = (query: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}${path}?${query}`, { headers })
  const tokenFor = async (...scopes: readonly string[]): Promise<string> => {
    const made: { token?: string } = await (await ask('/api/tokens', { name: scopes.join(), scopes })).json()
    return made.token ?? ''
  }

  it('takes a token in its address that reads and does no more', async () => {
    const token = await tokenFor('read')
    const answer = await asked(`token=${token}&severity=unknown`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
    const text = await answer.text()
    expect(text).toContain('<georss:point>35 40.229</georss:point>')
    const tag = answer.headers.get('etag') ?? ''
    expect((await asked(`token=${token}&severity=unknown`, { 'if-none-match': tag })).status).toBe(304)
  })

  it('takes no other token there, and none anywhere else', async () => {
    const [strong, weak] = [await tokenFor('read', 'write'), await tokenFor('read')]
    const refused = await Promise.all([asked(`token=${strong}`), asked('token=cordon_guessed'), asked('')])
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401])
    expect((await fetch(`${server.url}/api/incidents.csv?token=${weak}`)).status).toBe(401)
  })
})
