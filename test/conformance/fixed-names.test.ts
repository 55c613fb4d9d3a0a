import { afterAll, beforeAll, expect, it } from 'vitest'
import { registeredContracts } from '@cordon/server'
import { ownServer, type OwnServer } from '../access/own-server.js'

/** What scripts and other people's clients are written against: names that stay, whatever lies behind them. */

const routes = [
  'GET /api/health',
  'GET /metrics',
  'GET /api/openapi.json',
  ...['POST', 'DELETE'].map((method) => `${method} /api/session`),
  ...['GET', 'POST'].map((method) => `${method} /api/incidents`),
  ...['GET', 'PATCH'].map((method) => `${method} /api/incidents/:id`),
  ...['revisions', 'reports', 'alerts'].map((part) => `GET /api/incidents/:id/${part}`),
  ...['facilities', 'zones', 'zones/:id/rules'].flatMap((list) => [`GET /api/${list}`, `POST /api/${list}`]),
  ...['GET', 'PATCH', 'DELETE'].map((method) => `${method} /api/zones/:id`),
  'POST /api/rules/preview',
  'GET /api/alerts',
  ...['acknowledge', 'assign', 'shelve', 'close', 'note'].map((action) => `POST /api/alerts/:id/${action}`),
  ...['sources', 'reports', 'feeds', 'deliveries', 'audit', 'stats'].map((name) => `GET /api/${name}`),
  'GET /api/explain',
  'GET /api/snapshot',
  'GET /tiles/incidents/:z/:x/:y.mvt',
  'GET /ogc',
]

const lists = ['facilities', 'zones', 'sources', 'feeds', 'reports', 'incidents', 'audit']

let server: OwnServer
beforeAll(async () => {
  server = await ownServer()
  for (const n of [1, 2, 3]) await fill(n)
})
afterAll(() => server.close())

it.each(routes)('offers %s', (name) => {
  expect(registeredContracts().map(({ method, path }) => `${method} ${path}`)).toContain(name)
})

it.each(lists)('gives out /api/%s page by page, by `limit` and `cursor`, each item once', async (list) => {
  const got: string[] = []
  let next: string | null = null
  do {
    const page = await ask(`/api/${list}?limit=2${next === null ? '' : `&cursor=${encodeURIComponent(next)}`}`)
    expect(page.ids.length).toBeLessThanOrEqual(2)
    got.push(...page.ids)
    next = page.next
  } while (next !== null && got.length < 50)
  expect(got.length).toBeGreaterThan(2)
  expect(new Set(got).size).toBe(got.length)
})

it.each(['sources', 'feeds', 'audit'])('refuses a cursor of /api/%s that is none of its own', async (list) => {
  const answer = await send(`/api/${list}?cursor=nowhere`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ errors: [{ path: 'cursor' }] })
})

it('gives out what belongs to an incident or a zone page by page as well', async () => {
  const at = { type: 'Point', coordinates: [60, 20] }
  const feature = (properties: object) => ({ type: 'Feature', geometry: at, properties })
  const zone = await made('/api/zones', feature({ name: 'Paged', radiusMetres: 500 }))
  for (const name of ['One', 'Two', 'Three']) await made(`/api/zones/${zone}/rules`, { name })
  const said = {
    type: 'ambush',
    title: 'Paged',
    occurredFrom: new Date().toISOString(),
    source: 'First',
    uncertaintyMetres: 10,
  }
  const incident = await made('/api/incidents', feature(said))
  for (const title of ['Second', 'Third']) await made(`/api/incidents/${incident}/reports`, { source: title, title })
  const parts = [
    `zones/${zone}/rules`,
    ...['revisions', 'reports', 'alerts'].map((it) => `incidents/${incident}/${it}`),
  ]
  for (const part of parts) {
    const first = await ask(`/api/${part}?limit=2`)
    const rest = await ask(`/api/${part}?limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)
    expect([part, first.ids.length, rest.ids.length, rest.next]).toEqual([part, 2, 1, null])
  }
})

it('takes a correction as a feature, and without a word of why', async () => {
  const properties = { type: 'ambush', title: 'As it was', occurredFrom: '2021-11-08', uncertaintyMetres: 10 }
  const point = { type: 'Point', coordinates: [61, 20] }
  const id = await made('/api/incidents', { type: 'Feature', geometry: point, properties })
  const patch = { type: 'Feature', properties: { title: 'As it is' } }
  const answer = await send(`/api/incidents/${id}`, patch, 'PATCH')
  expect(await answer.json()).toMatchObject({ properties: { ...patch.properties, revision: 2 } })
})

it('gives out the outline of a zone anticlockwise, whichever way it was drawn', async () => {
  const clockwise = [
    [40, 35],
    [40, 36],
    [41, 36],
    [40, 35],
  ]
  const geometry = { type: 'Polygon', coordinates: [clockwise] }
  const answer = await send('/api/zones', { type: 'Feature', geometry, properties: { name: 'Corner' } })
  expect(await answer.json()).toMatchObject({ geometry: { coordinates: [clockwise.toReversed()] } })
})

async function fill(n: number): Promise<void> {
  const point = { type: 'Point', coordinates: [40 + n, 35] }
  const feature = (properties: object) => ({ type: 'Feature', geometry: point, properties })
  const incident = { type: 'ambush', title: `Ambush ${n}`, occurredFrom: '2021-11-08', source: `Source ${n}` }
  const more = { point, radiusMetres: 500, expectedMs: 3_600_000 }
  const feed = { name: `Feed ${n}`, way: 'push', format: 'usgs', source: `Source ${n}`, ...more }
  const sent = [
    await send('/api/incidents', feature(incident)),
    await send('/api/facilities', feature({ name: `Office ${n}`, kind: 'office' })),
    await send('/api/zones', feature({ name: `Zone ${n}`, radiusMetres: 500 })),
    await send('/api/feeds', feed),
  ]
  expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201])
}

async function made(path: string, body: object): Promise<string> {
  const answer = await send(path, body)
  expect([path, answer.status]).toEqual([path, 201])
  const { id }: { readonly id: string } = await answer.json()
  return id
}

function send(path: string, body?: object, method = 'POST'): Promise<Response> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  return fetch(server.url + path, body === undefined ? { headers } : { method, headers, body: JSON.stringify(body) })
}

/** What tells the items of a page apart, and where the next one starts. */
async function ask(path: string): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const page: Page = await (await send(path)).json()
  return { ids: (page.items ?? page.features ?? []).map((it) => String(it.id ?? it.seq)), next: page.next }
}

interface Page {
  readonly items?: readonly Listed[]
  readonly features?: readonly Listed[]
  readonly next: string | null
}
interface Listed {
  readonly id?: string
  readonly seq?: number
}
