import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knock, triedOn } from './knock.js'
import { ownServer, type OwnServer } from './own-server.js'
import { field, send, type Who } from './people.js'
import { Stage } from './stage.js'
import { table } from './table.js'

/*
 * A house that shows places coarsely. Every incident here lies at a door that nothing else has, and names it in every
 * text; every route of the matrix is asked by everybody who may ask it and may not see exact places.
 */

/** Written by hand: who is to learn no more than the cell. */
const coarsely: readonly Who[] = ['nobody', 'viewer', 'token:read', 'token:ingest']
const door = { lon: 40.4371719, lat: 35.1529123, name: 'Doorless Mill' }
const secrets = ['40.43717', '35.15291', 'Doorless', 'doorless']

function tellingBody(title: string, more: object = {}): object {
  const { lon, lat, name } = door
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      ...{ type: 'ambush', title: `${title} at ${name}`, summary: `Seen at ${name}`, place: name },
      ...{ occurredFrom: new Date().toISOString(), uncertaintyMetres: 100, targets: [`Guard of ${name}`] },
      casualties: [{ source: 'RIC', killed: { low: 1, best: 1, high: 1 }, words: `one at ${name}` }],
      ...{
        tags: [`place-check: ${name}`],
        source: 'RIC',
        link: `https://example.org/Doorless/${title.replace(/ /g, '')}`,
      },
      ...more,
    },
  }
}

let server: OwnServer
let stage: Stage

beforeAll(async () => {
  server = await ownServer({ coarseKm: 10 })
  stage = await Stage.set(server, tellingBody)
  const id = stage.anIncident()
  const claims = [
    { topic: 'place', words: door.name },
    { topic: 'killed', range: { low: 1, best: 1, high: 1 }, words: `at ${door.name}` },
  ]
  const title = `Told of ${door.name}`
  const told = {
    source: 'Patrol',
    title,
    text: title,
    externalId: door.name,
    link: 'https://example.org/Doorless',
    claims,
  }
  await asAdmin('POST', `/api/incidents/${id}/reports`, told)
  await asAdmin('PATCH', `/api/incidents/${id}`, { override: { grade: 'A1' }, reason: `Seen at ${door.name}` })
  for (const alert of await alertIds())
    await asAdmin('POST', `/api/alerts/${alert}/note`, { note: `Go to ${door.name}` })
  const written = field(JSON.parse(await asAdmin('POST', '/api/log', { text: `Wrong, at ${door.name}` })), 'id')
  await asAdmin('POST', `/api/log/${written}/strike`, { reason: `Not ${door.name}` })
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.close()
})

async function asAdmin(method: string, path: string, body?: object): Promise<string> {
  const { status, text } = await send(server.url, { method, path, body }, server.token)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  return text
}

/** The alerts that everybody may see. */
async function alertIds(): Promise<readonly string[]> {
  return idsIn(await asAdmin('GET', '/api/alerts?limit=1000'))
}

function idsIn(page: string): readonly string[] {
  const parsed: unknown = JSON.parse(page)
  const items: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'items') : []
  return Array.isArray(items) ? items.map((it) => field(it, 'id')) : []
}

function leaksIn(text: string): readonly string[] {
  return secrets.filter((secret) => text.includes(secret))
}

const asked = Object.entries(table).flatMap(([key, entry]) =>
  coarsely.filter((who) => entry.may.includes(who)).map((who) => ({ key, entry, who })),
)

describe('a house that shows places coarsely', () => {
  it.each(asked)('tells $who neither the coordinates nor the place at $key', async ({ key, entry, who }) => {
    for (const belonging of triedOn(entry, who)) {
      const { text, status } = await knock(stage, { key, who, belonging })
      expect({ belonging, status, leaks: leaksIn(text) }).toEqual({ belonging, status, leaks: [] })
    }
  })

  it('gives a reader of the feed what it has already no second time', async () => {
    const authorization = `Bearer ${stage.key('token:read') ?? ''}`
    const ask = (headers: object) =>
      fetch(`${server.url}/api/incidents.atom?type=ambush`, { headers: { authorization, ...headers } })
    const first = await ask({})
    expect(await first.text()).toContain('<entry>')
    const again = await ask({ 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, (await again.text()).length]).toEqual([304, 0])
  })

  /* Were nothing seeded where these read, the test above would hold of anything. */
  it.each([
    'GET /api/incidents',
    'GET /api/incidents/:id',
    'GET /api/incidents/:id/revisions',
    'GET /api/incidents/:id/reports',
    'GET /api/incidents/:id/alerts',
    'GET /api/incidents/:id/similar',
    'GET /api/incidents.csv',
    'GET /api/incidents.geojson',
    'GET /api/reports',
    'GET /api/alerts',
    'GET /api/alerts/:id',
    'GET /api/log',
    'GET /api/snapshot',
  ])('tells the watch all of it at %s', async (key) => {
    const { text } = await knock(stage, { key, who: 'officer', belonging: 'shared' })
    expect(leaksIn(text)).toEqual(expect.arrayContaining(['Doorless']))
  })

  it('answers a viewer in the same shape, with the cell in place of the door', async () => {
    const path = `/api/incidents/${stage.anIncident()}`
    const seen = await stage.send('viewer', { method: 'GET', path })
    const whole = await stage.send('officer', { method: 'GET', path })
    expect(shapeOf(JSON.parse(seen.text))).toEqual(shapeOf(JSON.parse(whole.text)))
    expect(JSON.parse(seen.text)).toMatchObject({
      properties: { title: 'Ambush', place: null, summary: null, uncertaintyMetres: 11_250, locationPrecision: 'area' },
    })
    const alerts = await stage.send('viewer', { method: 'GET', path: `${path}/alerts` })
    expect(JSON.parse(alerts.text)).toHaveProperty(
      'items.0',
      expect.objectContaining({ distanceMetres: null, certainty: 'possible', note: null }),
    )
  })

  it('explains to a viewer what alerted and what did not, and not how near it is', async () => {
    const id = stage.anIncident()
    const explain = async (rule: string) => {
      const path = `/api/explain?incident=${id}&rule=${rule}`
      return (await stage.send('viewer', { method: 'GET', path })).text
    }
    const alerts = await asAdmin('GET', `/api/alerts?incident=${id}`)
    const alerted = await explain(/"ruleId":"([^"]+)"/.exec(alerts)?.[1] ?? '')
    const silent = await explain(await stage.rule('viewer', 'shared'))
    for (const text of [alerted, silent]) expect(text).not.toMatch(/"\w+Metres":\d|\d k?m (inside|away)/)
    expect(JSON.parse(alerted)).toMatchObject({ fired: true, certainty: 'possible', distanceMetres: null })
    expect(JSON.parse(silent)).toMatchObject({ fired: false, certainty: 'possible', distanceMetres: null })
    expect(silent).toContain('whether it is within reach is not told to you')
  })

  it('says to whom it shows places coarsely, and to nobody else', async () => {
    const session = async (who: Who) => (await stage.send(who, { method: 'GET', path: '/api/session' })).text
    expect(await session('viewer')).toContain('"coarseKm":10')
    expect(await session('token:read')).toContain('"coarseKm":10')
    for (const who of ['nobody', 'officer', 'token:write'] as const)
      expect(await session(who)).not.toContain('coarseKm')
  })

  it('gives the two variants of one answer two entity tags, and lets no cache keep either', async () => {
    const url = `${server.url}/api/incidents/${stage.anIncident()}`
    const ask = async (who: 'viewer' | 'officer') => fetch(url, { headers: { cookie: stage.key(who) ?? '' } })
    const [seen, whole] = [await ask('viewer'), await ask('officer')]
    expect(seen.headers.get('etag')).not.toBe(whole.headers.get('etag'))
    for (const answer of [seen, whole]) expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('tells a sender of something known no more than the cell, and the same when it asks again with its key', async () => {
    const more = { externalId: 'door-1', source: 'Sender' }
    await asAdmin('POST', '/api/incidents', tellingBody('First', more))
    const body = { ...tellingBody('First', { ...more, title: 'Elsewhere', place: null, summary: null }) }
    const at = { method: 'POST', headers: { ...bearer('token:ingest'), 'idempotency-key': 'again' } }
    const tell = () => fetch(`${server.url}/api/incidents`, { ...at, body: JSON.stringify(body) })
    const [first, again] = [await tell(), await tell()]
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const texts = [await first.text(), await again.text()]
    expect(texts[1]).toBe(texts[0])
    expect(leaksIn(texts.join())).toEqual([])
  })
})

function bearer(who: Who): Record<string, string> {
  return { authorization: `Bearer ${stage.key(who) ?? ''}`, 'content-type': 'application/json' }
}

/** The keys of a feature, and of what it says. */
function shapeOf(feature: unknown): unknown {
  return [
    keysOf(feature),
    keysOf(typeof feature === 'object' && feature !== null && Reflect.get(feature, 'properties')),
  ]
}

function keysOf(it: unknown): readonly string[] {
  return typeof it === 'object' && it !== null ? Object.keys(it).toSorted() : []
}

const sockets: Socket[] = []

interface Listening {
  readonly heard: () => string
  /** What it was told of incidents alone. */
  readonly incidents: () => string
  readonly names: () => readonly string[]
}

async function listen(who: Who, request: object): Promise<Listening> {
  const key = stage.key(who) ?? ''
  const auth = key.startsWith('cordon_')
    ? { auth: { token: key } }
    : { extraHeaders: { cookie: key, origin: server.url } }
  const socket = io(`${server.url}/live`, { transports: ['websocket'], reconnection: false, forceNew: true, ...auth })
  sockets.push(socket)
  const all: { readonly name: string; readonly text: string }[] = []
  socket.onAny((name: string, ...told: unknown[]) => void all.push({ name, text: JSON.stringify(told) }))
  const textOf = (events: typeof all) => events.map(({ text }) => text).join()
  const answer: unknown = await socket.timeout(10_000).emitWithAck('follow', request)
  expect(answer).toMatchObject({ ok: true })
  return {
    heard: () => textOf(all),
    incidents: () => textOf(all.filter(({ name }) => name === 'incident:changed')),
    names: () => all.map(({ name }) => name),
  }
}

async function headOf(): Promise<number> {
  return Number(/"seq":(\d+)/.exec(await asAdmin('GET', '/api/health'))?.[1])
}

describe('the live stream of a house that shows places coarsely', () => {
  const box = [door.lon - 1, door.lat - 1, door.lon + 1, door.lat + 1]

  it('tells those who watch what, and all others where no nearer than the cell, however they follow', async () => {
    // What was done before may still be on its way to those who follow.
    const first = await listen('officer', {})
    await asAdmin('POST', '/api/log', { text: 'All before is told' })
    await expect.poll(first.heard).toContain('All before is told')
    const since = await headOf()
    const watch = await listen('officer', {})
    const others = await Promise.all([
      listen('viewer', {}),
      listen('viewer', { bbox: box }),
      listen('token:read', {}),
      listen('token:read', { bbox: box }),
    ])
    const body = tellingBody('Live')
    const id = field(JSON.parse(await asAdmin('POST', '/api/incidents', body)), 'id')
    await asAdmin('PATCH', `/api/incidents/${id}`, { properties: { place: `${door.name} gate` }, reason: door.name })
    const alert = idsIn(await asAdmin('GET', `/api/alerts?incident=${id}`))[0] ?? ''
    await asAdmin('POST', `/api/alerts/${alert}/note`, { note: `Go to ${door.name}` })
    await asAdmin('POST', '/api/log', { text: `Somebody waits at ${door.name}`, alerts: [alert] })
    const last = await headOf()
    const all = [watch, ...others, await listen('viewer', { since }), await listen('token:read', { since, bbox: box })]
    for (const { heard } of all) await expect.poll(heard).toContain(`"seq":${last},`)
    expect(leaksIn(watch.heard())).toEqual(expect.arrayContaining(['Doorless', '40.43717']))
    for (const { heard, names } of all.slice(1)) {
      expect(leaksIn(heard())).toEqual([])
      // A sign of life may come in between.
      const told = new Set(names().filter((name) => name !== 'pulse'))
      expect(told).toEqual(new Set(['incident:changed', 'alert:changed', 'log:changed']))
    }
  })

  it('lets nobody find a door by the box that they watch', async () => {
    const tight = [door.lon - 0.001, door.lat - 0.001, door.lon + 0.001, door.lat + 0.001]
    const far = [door.lon + 0.2, door.lat, door.lon + 0.201, door.lat + 0.001]
    const beside = [door.lon + 0.05, door.lat, door.lon + 0.051, door.lat + 0.001]
    const near = [await listen('viewer', { bbox: tight }), await listen('viewer', { bbox: beside })]
    const away = await listen('viewer', { bbox: far })
    const id = field(JSON.parse(await asAdmin('POST', '/api/incidents', tellingBody('Boxed'))), 'id')
    await asAdmin('PATCH', `/api/incidents/${id}`, { properties: { place: 'elsewhere' }, reason: 'later' })
    // The first revision is told to whoever watches a box that the told disc touches; a later one to all.
    for (const { incidents } of [...near, away]) await expect.poll(incidents).toContain('"revision":2')
    for (const { incidents } of near) expect(incidents()).toContain('"revision":1')
    expect(away.incidents()).not.toContain('"revision":1')
  })
})
