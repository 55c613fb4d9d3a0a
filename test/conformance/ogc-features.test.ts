import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { skipUnless } from '../kit/skip.js'
import { absent, abstractTests, faultsOf, hasStandard } from './ogc-schemas.js'
import { OgcServer, type Collection, type Feature, type Link, type OgcDocument } from './ogc-server.js'

let ogc: OgcServer

beforeAll(async () => {
  ogc = await OgcServer.start()
})
afterAll(() => ogc.close())

const linter = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')
const openApi = 'application/vnd.oai.openapi+json;version=3.0'

async function linted(text: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-ogc-'))
  await writeFile(join(folder, 'api.json'), text)
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const args = [linter, 'lint', join(folder, 'api.json'), '--extends=recommended', '--format=json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: folder })
  await rm(folder, { recursive: true })
  return JSON.parse(stdout)
}

const collections = async (): Promise<readonly Collection[]> => (await ogc.get('/collections')).body.collections
const landing = async (): Promise<OgcDocument> => (await ogc.get('')).body
const linksTo = (links: readonly Link[], rel: string) => links.filter((it) => it.rel === rel)
const itemsOf = ({ links }: Collection): string => linksTo(links, 'items')[0]?.href ?? ''
const document = async () => (await ogc.get('/api')).body

async function parameter(name: string): Promise<object | undefined> {
  const { paths } = await document()
  return paths['/collections/incidents/items']?.get.parameters?.find((it) => it.name === name)
}

function expectWholeLinks(links: readonly Link[]): void {
  for (const { href, rel, type } of links) {
    expect(new URL(href).pathname).toMatch(/^\/ogc/)
    expect([rel, type]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^\w+\/./)])
  }
}

async function answered(path: string): Promise<OgcDocument> {
  const { status, body } = await ogc.get(path)
  expect({ path, status }).toEqual({ path, status: 200 })
  return body
}

async function expectCollectionsTold(): Promise<void> {
  const { links } = await answered('/collections')
  expect(linksTo(links, 'self')).toMatchObject([{ href: `${ogc.root}/collections`, type: 'application/json' }])
  expectWholeLinks(links)
}

async function expectEachInExtent(): Promise<void> {
  for (const collection of await collections()) {
    const features = await ogc.whole(itemsOf(collection))
    const { spatial, temporal } = collection.extent
    const [[west = 0, south = 0, east = 0, north = 0] = []] = spatial?.bbox ?? []
    const flat = features.flatMap(({ geometry }) => positionsIn(geometry.coordinates))
    expect(flat.length).toBeGreaterThan(0)
    for (const [lon, lat] of flat) {
      expect(lon).toBeGreaterThanOrEqual(west)
      expect(lon).toBeLessThanOrEqual(east)
      expect(lat).toBeGreaterThanOrEqual(south)
      expect(lat).toBeLessThanOrEqual(north)
    }
    const times = features.flatMap(({ properties: { occurredFrom } }) =>
      typeof occurredFrom === 'string' ? [occurredFrom] : [],
    )
    if (times.length > 0) expect(temporal?.interval).toEqual([[times.toSorted()[0], times.toSorted().at(-1)]])
  }
}

function positionsIn(coordinates: unknown): readonly (readonly [number, number])[] {
  if (!Array.isArray(coordinates)) return []
  const [lon, lat]: readonly unknown[] = coordinates
  if (typeof lon === 'number' && typeof lat === 'number') return [[lon, lat]]
  return coordinates.flatMap(positionsIn)
}

async function expectPages(): Promise<void> {
  for (const path of ['/collections/incidents/items?limit=4', '/collections/zones/items?limit=1']) {
    const { features, numberMatched, numberReturned, timeStamp, type, links } = await answered(path)
    expect(type).toBe('FeatureCollection')
    expect(numberReturned).toBe(features.length)
    expect(numberMatched).toBe((await ogc.whole(path)).length)
    expect(Math.abs(Date.now() - Date.parse(timeStamp))).toBeLessThan(60_000)
    expectWholeLinks(links)
    expect(linksTo(links, 'self')).toMatchObject([{ href: ogc.root + path, type: 'application/geo+json' }])
  }
}

const lonsAt = async (box: string) =>
  (await ogc.whole(`/collections/incidents/items?bbox=${box}`)).map(({ geometry }) => geometry.coordinates[0])
const hoursAt = async (datetime: string) =>
  (await ogc.whole(`/collections/incidents/items?datetime=${encodeURIComponent(datetime)}`))
    .map(({ properties }) => (Date.parse(String(properties['occurredFrom'])) - Date.UTC(2021, 10, 8)) / 3_600_000)
    .toReversed()
const namesAt = async (query: string) =>
  (await ogc.whole(`/collections/zones/items?${query}`)).map(({ properties }) => properties['name'])

async function expectBoxes(): Promise<void> {
  expect(await lonsAt('40.1,30,40.3,36')).toEqual([40.3, 40.2, 40.1])
  expect(await lonsAt('40.1,30,-5,40.3,36,9000')).toEqual([40.3, 40.2, 40.1])
  expect(await lonsAt('179,-20,-179,-10')).toEqual([-179.9, 179.9])
  expect(await lonsAt('0,-20,1,-10')).toEqual([])
  expect(await namesAt('bbox=179.5,-20,-179.5,-10')).toEqual(['Across it'])
  expect(await namesAt('bbox=-179.5,-20,-179.2,-10')).toEqual(['Across it'])
  expect(await namesAt('bbox=0,-20,172,-10')).toEqual(['West of it'])
}

async function expectTimes(): Promise<void> {
  expect(await hoursAt('2021-11-08T03:00:00Z')).toEqual([3])
  expect(await hoursAt('2021-11-08T03:00:00.001Z')).toEqual([])
  expect(await hoursAt('2021-11-08T03:00:00Z/2021-11-08T08:00:00+03:00')).toEqual([3, 4, 5])
  for (const open of ['..', '']) {
    expect(await hoursAt(`${open}/2021-11-08T02:00:00Z`)).toEqual([0, 1, 2])
    expect(await hoursAt(`2021-11-08T21:00:00Z/${open}`)).toEqual([21, 22, 30, 31])
  }
  expect(await hoursAt('2021-11-09')).toEqual([30, 31])
  // What has no time is found at any.
  expect(await namesAt('datetime=1999-01-01')).toHaveLength(2)
}

async function expectLimit(): Promise<void> {
  const asked = async (limit: number) => (await answered(`/collections/incidents/items?limit=${limit}`)).features.length
  expect([await asked(1), await asked(7)]).toEqual([1, 7])
  expect(await asked(100_000)).toBe(25)
}

async function expectSingles(): Promise<void> {
  for (const collection of await collections()) {
    for (const { id } of await ogc.whole(itemsOf(collection))) {
      const path = `/collections/${collection.id}/items/${id}`
      const { links, id: told } = await answered(path)
      expect(told).toBe(id)
      expect(links).toMatchObject([
        { rel: 'self', href: ogc.root + path, type: 'application/geo+json' },
        { rel: 'collection', href: `${ogc.root}/collections/${collection.id}`, type: 'application/json' },
      ])
    }
  }
}

async function expectRefused(queries: readonly string[]): Promise<void> {
  for (const query of queries) {
    const { status, type } = await ogc.get(`/collections/incidents/items?${query}`)
    expect({ query, status, type }).toMatchObject({ query, status: 400 })
    expect(type).toContain('application/problem+json')
  }
}

async function expectBySchema(path: string, schema: string): Promise<void> {
  expect({ path, faults: faultsOf(await answered(path), schema) }).toEqual({ path, faults: [] })
}

async function expectCollectionLinks(): Promise<void> {
  for (const { id, links } of await collections()) {
    expectWholeLinks(links)
    expect(linksTo(links, 'items')).toMatchObject([
      { href: `${ogc.root}/collections/${id}/items`, type: 'application/geo+json' },
    ])
  }
}

async function expectListed(): Promise<void> {
  const all = await collections()
  expect(all.map(({ id }) => id)).toEqual(['incidents', 'facilities', 'zones'])
  const { paths } = await document()
  const told = Object.keys(paths).flatMap((it) => /^\/collections\/(\w+)\/items$/.exec(it)?.[1] ?? [])
  expect(told.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
}

async function expectCrs84(): Promise<void> {
  for (const { crs } of await collections()) expect(crs).toEqual(['http://www.opengis.net/def/crs/OGC/1.3/CRS84'])
  const [first] = await ogc.whole('/collections/facilities/items')
  expect(first).toMatchObject({ properties: { name: 'Camp' }, geometry: { coordinates: [41, 35] } })
}

async function expectSameAlone(): Promise<void> {
  for (const collection of await collections()) {
    expect(await answered(`/collections/${collection.id}`)).toEqual(collection)
  }
}

async function expectApiTold(): Promise<void> {
  const descriptions = (await landing()).links.filter(({ rel }) => rel === 'service-desc' || rel === 'service-doc')
  expect(descriptions.map(({ type }) => type)).toEqual([openApi, 'text/html'])
  for (const { href, type } of descriptions)
    expect(await ogc.get(href)).toMatchObject({ status: 200, type: expect.stringContaining(type) })
}

let lint: Promise<unknown> | null = null

async function expectLinted(): Promise<void> {
  lint ??= linted((await ogc.get('/api')).text)
  expect(await lint).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] })
}

async function expectConformance(): Promise<void> {
  const declared = linksTo((await landing()).links, 'conformance').map(({ href }) => href)
  expect(declared).toEqual([`${ogc.root}/conformance`])
  const { conformsTo } = await answered('/conformance')
  for (const part of ['core', 'geojson', 'oas30'])
    for (const edition of ['1.0', '1.1'])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/${edition}/conf/${part}`)
  await expectBySchema('/conformance', 'confClasses')
}

async function expectLanding(): Promise<void> {
  const { links } = await answered('/')
  expect(links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'service-doc', 'conformance', 'data'])
  expectWholeLinks(links)
  await expectBySchema('', 'landingPage')
}

/** Every status that an operation gives is one that the document names. */
async function expectStatusesNamed(): Promise<void> {
  const { paths } = await document()
  const asked = ['/collections/incidents/items?limit=0', '/collections/zones/items/x', '/collections', '/collections/x']
  for (const path of asked) {
    const { status } = await ogc.get(path)
    const told = path
      .replace(/\?.*/, '')
      .replace(/items\/x$/, 'items/{id}')
      .replace(/s\/x$/, 's/{collection}')
    expect(paths[told]?.get).toHaveProperty(['responses', String(status)])
  }
}

const box = {
  ...{ name: 'bbox', in: 'query', required: false, style: 'form', explode: false },
  schema: {
    ...{ type: 'array', items: { type: 'number' } },
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
  },
}
const invalid = ['limit=0', 'limit=x', 'limit=1.5', 'bbox=1,2,3', 'bbox=1,,3,4', 'bbox=a,b,c,d', 'bbox=1,9,2,3']
const badTimes = ['yesterday', '../..', '2021-11-09/2021-11-08', '2021-11-08/2021-11-09/..', '/'].map(
  (it) => `datetime=${it}`,
)

/** The standard's abstract tests, by their names. */
const tests: Readonly<Record<string, () => Promise<unknown>>> = {
  '/conf/core/api-definition-op': expectApiTold,
  '/conf/core/api-definition-success': expectLinted,
  '/conf/core/conformance-op': expectConformance,
  '/conf/core/conformance-success': expectConformance,
  '/conf/core/crs84': expectCrs84,
  '/conf/core/f-links': expectSingles,
  '/conf/core/f-op': expectSingles,
  '/conf/core/f-success': async () => {
    const [feature] = await ogc.whole('/collections/incidents/items?limit=1')
    await expectBySchema(`/collections/incidents/items/${feature?.id}`, 'featureGeoJSON')
  },
  '/conf/core/fc-bbox-definition': async () => expect(await parameter('bbox')).toMatchObject(box),
  '/conf/core/fc-bbox-response': expectBoxes,
  '/conf/core/fc-limit-definition': async () =>
    expect(await parameter('limit')).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', maximum: 1000 },
    }),
  '/conf/core/fc-limit-response': expectLimit,
  '/conf/core/fc-links': expectCollectionsTold,
  '/conf/core/fc-md-extent': expectEachInExtent,
  '/conf/core/fc-md-extent-multi': async () => {
    for (const { extent } of await collections()) expect(extent.spatial?.bbox).toHaveLength(1)
    await expectEachInExtent()
  },
  '/conf/core/fc-md-items': expectListed,
  '/conf/core/fc-md-items-links': expectCollectionLinks,
  '/conf/core/fc-md-links': expectCollectionsTold,
  '/conf/core/fc-md-op': expectCollectionsTold,
  '/conf/core/fc-md-success': () => expectBySchema('/collections', 'collections'),
  '/conf/core/fc-numberMatched': expectPages,
  '/conf/core/fc-numberReturned': expectPages,
  '/conf/core/fc-op': async () => {
    for (const collection of await collections()) await answered(itemsOf(collection))
    const both = await answered('/collections/incidents/items?bbox=40,30,40.4,36&datetime=2021-11-08T03:00:00Z/..')
    expect(both.features.map(({ geometry }) => geometry.coordinates[0])).toEqual([40.4, 40.3])
  },
  '/conf/core/fc-response': expectPages,
  '/conf/core/fc-time-definition': async () =>
    expect(await parameter('datetime')).toMatchObject({ in: 'query', required: false, schema: { type: 'string' } }),
  '/conf/core/fc-time-response': expectTimes,
  '/conf/core/fc-timeStamp': expectPages,
  '/conf/core/http': async () => {
    // Node's fetch speaks HTTP 1.1 alone.
    for (const { href } of (await landing()).links) expect(await ogc.get(href)).toMatchObject({ status: 200 })
  },
  '/conf/core/query-param-invalid': () => expectRefused([...invalid, ...badTimes, 'cursor=x', 'severity=awful']),
  '/conf/core/query-param-unknown': async () => {
    await expectRefused(['colour=red', 'Limit=3', 'from=2021-11-08'])
    for (const path of ['', '/conformance', '/collections', '/collections/zones'])
      expect(await ogc.get(`${path}?colour=red`)).toMatchObject({ status: 400 })
  },
  '/conf/core/root-op': expectLanding,
  '/conf/core/root-success': expectLanding,
  '/conf/core/sfc-md-op': expectSameAlone,
  '/conf/core/sfc-md-success': expectSameAlone,
  '/conf/geojson/content': async () => {
    for (const collection of await collections()) {
      const path = `/collections/${collection.id}/items`
      await expectBySchema(path, 'featureCollectionGeoJSON')
      const [first] = await ogc.whole(path)
      await expectBySchema(`${path}/${first?.id}`, 'featureGeoJSON')
    }
  },
  '/conf/geojson/definition': async () => {
    const asked = ['', '/conformance', '/collections', '/collections/zones', '/collections/zones/items']
    const types = await Promise.all(asked.map(async (path) => (await ogc.get(path, 'application/geo+json')).type))
    expect(types.map((type) => type.split(';')[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'application/json'),
      'application/geo+json',
    ])
  },
  '/conf/oas30/completeness': expectStatusesNamed,
  '/conf/oas30/exceptions-codes': expectStatusesNamed,
  '/conf/oas30/oas-definition-1': expectApiTold,
  '/conf/oas30/oas-definition-2': expectLinted,
  '/conf/oas30/oas-impl': async () => {
    const { paths } = await document()
    const plain = Object.keys(paths).filter((path) => !path.includes('{'))
    expect(plain.length).toBeGreaterThan(7)
    for (const path of plain) expect(await ogc.get(path)).toMatchObject({ status: 200 })
  },
  '/conf/oas30/security': async () => {
    const { text } = await ogc.get('/api')
    expect(JSON.parse(text)).toMatchObject({
      components: { securitySchemes: { session: { type: 'apiKey' }, token: { type: 'http', scheme: 'bearer' } } },
      paths: {
        '/collections': { get: { security: [{ session: [] }, { token: [] }] } },
        '/': { get: { security: [] } },
      },
    })
  },
}

describe('OGC API Features', () => {
  beforeEach((context) => skipUnless(context, hasStandard, absent))

  it.each(Object.entries(tests))('%s', async (_name, test) => {
    await test()
  })

  it('is held to every abstract test of the classes that are declared', () => {
    const named = [...abstractTests('core'), ...abstractTests('geojson'), ...abstractTests('oas30')]
    expect(Object.keys(tests).toSorted()).toEqual(named.toSorted())
  })
})

describe('a collection of incidents', () => {
  const ids = (features: readonly Feature[]) => features.map(({ id }) => id)

  it.each([
    ['', ''],
    ['type=ied&severity=severe', 'type=ied&severity=severe'],
    ['source=RIC%20news', 'source=ric-news'],
    ['actor=Actor%201&q=ambush', 'actor=Actor%201&q=ambush'],
    ['minGrade=F6&timePrecision=exact&kind=event', 'grade=F6&precision=exact&kind=event'],
    ['bbox=40.5,30,180,40&datetime=2021-11-08T06:00:00Z/..', 'bbox=40.5,30,180,40&from=2021-11-08T06:00:00Z'],
    ['minGrade=C3', 'grade=C3'],
    ['status=withdrawn', 'status=withdrawn'],
  ])('holds under %s the rows that the list holds under %s', async (query, same) => {
    const found = ids(await ogc.whole(`/collections/incidents/items?limit=3&${query}`))
    expect(found).toEqual(await ogc.listed(same))
  })

  it('says what it may be asked for by', async () => {
    const { body, type } = await ogc.get('/collections/incidents/queryables')
    expect(type).toContain('application/schema+json')
    expect(body).toMatchObject({ type: 'object', title: 'Incidents', properties: { severity: {}, minGrade: {} } })
  })

  it('goes on from no page of another question', async () => {
    const { body } = await ogc.get('/collections/incidents/items?limit=2')
    const next = linksTo(body.links, 'next')[0]?.href ?? ''
    expect(await ogc.get(`${next}&type=ied`)).toMatchObject({ status: 400 })
  })

  it('has no feature of an id that is none', async () => {
    for (const path of [
      'incidents/items/x',
      'zones/items/x',
      'facilities/items/x',
      'beasts',
      'beasts/items',
      'beasts/queryables',
    ])
      expect({ path, status: (await ogc.get(`/collections/${path}`)).status }).toEqual({ path, status: 404 })
  })
})
