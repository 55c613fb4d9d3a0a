import { startPostgres } from '@cordon/test/postgres'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { ambush } from '../ingest/ingest.fixture.js'
import { problemDocument } from '../wire/index.js'
import { ownServer, type OwnServer, type Send } from './server.fixture.js'

/** Why what is imported, pushed, merged, reported or forgotten is refused: with a code, as `told-why.test.ts` has it. */

const nobody = '018f0000-0000-7000-8000-00000000ffff'
const password = 'a long enough password'
const sha256 = 'a'.repeat(64)
let server: OwnServer
let chief: string
/** What `:name` stands for in an address or a body. */
const made: Record<string, string> = { nobody }

/** A text in which each `:name` is the id of what was made. */
function filled(text: string): string {
  return text.replace(/:([a-zA-Z]+)\b/g, (all, name: string) => made[name] ?? all)
}

/** Asks with the ids of what was made in the address and the body, as the chief where nobody else is named. */
function ask(request: string, { body, ...more }: Send = {}): Promise<Response> {
  const [method = '', path = ''] = filled(request).split(' ')
  const sent = typeof body === 'string' ? body : body === undefined ? body : filled(JSON.stringify(body))
  const headers = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
  return server.send(method, path, { as: chief, ...more, headers: { ...headers, ...more.headers }, body: sent })
}

async function make(name: string, path: string, body: object): Promise<void> {
  const answer = await ask(`POST ${path}`, { body })
  made[name] = z.looseObject({ id: z.string() }).parse(await answer.json()).id
}

const point = { type: 'Point', coordinates: [44, 33] }
const feed = { name: 'Wire', format: 'usgs', source: 'Wire', expectedMs: 3_600_000, point, radiusMetres: 50_000 }

beforeAll(async () => {
  server = await ownServer(startPostgres)
  chief = await server.enter('chief', 'correct horse')
  for (const name of ['one', 'other', 'into', 'apart'])
    await make(name, '/api/incidents', ambush(20, 10, { title: name, externalId: name }))
  for (const [from, into] of [
    ['one', 'into'],
    ['other', 'apart'],
  ] as const)
    await make('', `/api/incidents/:${from}/merge`, { into: `:${into}`, reason: 'The same' })
  await make('pushed', '/api/feeds', { ...feed, way: 'push' })
  await make('off', '/api/feeds', { ...feed, name: 'Off', way: 'push', enabled: false })
  await make('asked', '/api/feeds', { ...feed, name: 'Asked', way: 'poll', url: 'http://127.0.0.1:9/', enabled: false })
  await make('list', '/api/place-lists', { name: 'Villages', source: 'A survey' })
  await make('', '/api/place-lists/:list/places', { places: [], finished: true })
  await make('upload', '/api/imports/uploads', { name: 'past.csv', bytes: 10 })
  await make('sent', '/api/imports', { name: 'sent.csv', sha256 })
  await make('report', '/api/sitreps', { search: {}, month: '2026-05' })
  const area = {
    type: 'Feature',
    geometry: point,
    properties: { name: 'Own', visibility: 'private', radiusMetres: 500 },
  }
  await make('zone', '/api/zones', area)
  await make('leaver', '/api/accounts', { name: 'Leaver', role: 'officer', password })
}, 60_000)
afterAll(() => server.close())

const geojson = { 'content-type': 'application/geo+json' }
const bytes = { 'content-type': 'application/octet-stream' }
const rows = (nextRow: number, given: readonly number[]) => ({
  nextRow,
  rows: given.map((row) => ({ row, line: row, feature: {} })),
  refused: [],
  finished: false,
})

/** The code of why a request, or a field of it, is refused. */
async function whyNot(...asked: Parameters<typeof ask>): Promise<string | undefined> {
  const answer = await ask(...asked)
  const problem = problemDocument.parse(await answer.json())
  expect(problem.finding === undefined).toBe(problem.detail === undefined)
  return problem.finding?.code ?? problem.errors?.[0]?.finding?.code
}

const merge = (into: string) => ({ body: { into, reason: 'The same' } })
const reportOf = (more: object) => ({ body: { search: {}, ...more } })
const april = { from: '2026-04-01T00:00Z', until: '2026-05-01T00:00Z' }

const cases: readonly [why: string, ...asked: Parameters<typeof whyNot>][] = [
  ['import.noBytes', 'POST /api/imports/:upload/parts?at=0', { body: '', headers: bytes }],
  ['import.otherByte', 'POST /api/imports/:upload/parts?at=5', { body: 'a', headers: bytes }],
  ['import.moreBytes', 'POST /api/imports/:upload/parts?at=0', { body: 'far too many', headers: bytes }],
  ['import.notAwaited', 'POST /api/imports/:sent/parts?at=0', { body: 'a', headers: bytes }],
  ['import.otherState', 'POST /api/imports/:upload/resume'],
  ['import.noMapping', 'DELETE /api/mappings/none'],
  ['import.rowsOnce', 'POST /api/imports/:sent/rows', { body: rows(4, [1, 1, 3]) }],
  ['import.otherRow', 'POST /api/imports/:upload/rows', { body: rows(9, [7, 8]) }],
  ['import.unknown', 'POST /api/imports/:nobody/rows', { body: rows(2, [1]) }],
  ['denied.notHere', 'GET /api/imports/:upload/inspection'],

  ['push.asked', 'POST /api/feeds/:asked/push', { body: '{}', headers: geojson }],
  ['push.off', 'POST /api/feeds/:off/push', { body: '{}', headers: geojson }],

  ['denied.none', 'GET /ogc/collections/none'],
  ['denied.none', 'GET /ogc/collections/facilities/items/none'],
  ['denied.none', 'GET /ogc/collections/zones/items/:nobody'],
  ['asked.noQuery', 'GET /ogc/conformance?x=1'],
  ['ogc.box', 'GET /ogc/collections/incidents/items?bbox=1,2,3'],
  ['asked.southNorth', 'GET /ogc/collections/incidents/items?bbox=1,4,3,2'],
  ['ogc.interval', 'GET /ogc/collections/incidents/items?datetime=../..'],
  ['ogc.backwards', 'GET /ogc/collections/incidents/items?datetime=2021-02-01/2021-01-01'],
  ['asked.cursorOfSearch', 'GET /ogc/collections/incidents/items?cursor=e30.x'],

  ['places.finished', 'POST /api/place-lists/:list/places', { body: { places: [], finished: false } }],
  ['denied.none', 'POST /api/place-lists/:nobody/places', { body: { places: [], finished: false } }],

  ['sitrep.month', 'POST /api/sitreps', reportOf({ month: '2026-13' })],
  ['sitrep.monthOrSpan', 'POST /api/sitreps', reportOf({})],
  ['sitrep.span', 'POST /api/sitreps', reportOf({ from: april.until, until: april.from })],
  ['sitrep.beforeKnown', 'POST /api/sitreps', reportOf({ ...april, asOf: '2026-03-01T00:00Z' })],
  ['sitrep.unrecorded', 'POST /api/sitreps', reportOf({ ...april, asOf: '2026-05-01T00:00Z' })],
  ['sitrep.privateZone', 'POST /api/sitreps', reportOf({ ...april, search: { zone: ':zone' } })],
  ['sitrep.plain', 'PATCH /api/sitreps/:report', { body: { summary: 'a\u0001b' } }],
  ['sitrep.draftCorrect', 'POST /api/sitreps/:report/corrections', { body: {} }],
  ['sitrep.otherHash', 'POST /api/sitreps/:report/sign', { body: { hash: sha256 } }],
  ['sitrep.nobody', 'POST /api/sitreps/:report/deliveries', { body: { people: [] } }],
  ['sitrep.draftSend', 'POST /api/sitreps/:report/deliveries', { body: { people: [':leaver'] } }],
  ['keep.heldWhat', 'POST /api/holds', { body: { reason: 'A case' } }],
  ['asked.least', 'PUT /api/keeping', { body: { periods: { message: 1, alert: 1, log: 1, import: 1, incident: 1 } } }],

  ['merge.itself', 'POST /api/incidents/:into/merge', merge(':into')],
  ['merge.already', 'POST /api/incidents/:one/merge', merge(':apart')],
  ['merge.elsewhere', 'POST /api/incidents/:apart/merge', merge(':one')],
  ['merge.chain', 'POST /api/incidents/:into/merge', merge(':apart')],
  ['merge.not', 'POST /api/incidents/:into/unmerge', { body: { reason: 'Not the same' } }],
  ['denied.none', 'POST /api/incidents/:nobody/merge', merge(':apart')],

  ['refused.notYet', 'POST /api/incidents', { body: ambush(20, 10, { occurredFrom: '2199-01-01T00:00:00.000Z' }) }],
  ['refused.before1900', 'POST /api/incidents', { body: ambush(20, 10, { occurredFrom: '1799-01-01T00:00:00.000Z' }) }],
  [
    'refused.endFirst',
    'PATCH /api/incidents/:into',
    { body: { properties: { occurredTo: '1999-01-01T00:00:00.000Z' }, reason: 'Misread' } },
  ],
  ['asked.feature', 'POST /api/incidents', { body: { type: 'Point' } }],
  ['denied.someNotValid', 'POST /api/incidents', { body: { type: 'FeatureCollection', features: [{}] } }],

  ['forget.enabled', 'POST /api/accounts/:leaver/forget', { body: { name: 'Leaver', reason: 'Has left' } }],
]

it.each(cases)('says why by %s', async (why, ...asked) => {
  expect(await whyNot(...asked)).toBe(why)
})

it('says to whoever pushes why it does not let them', async () => {
  const [body, id, now] = ['{"type":"FeatureCollection","features":[]}', 'msg_1', new Date()]
  const signed = (secret: string) => ({
    ...geojson,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  })
  const told = z.looseObject({ secret: z.string() })
  const { secret: own } = told.parse(await (await ask('GET /api/feeds/:pushed')).json())
  const codes: unknown[] = []
  for (const headers of [geojson, signed(`whsec_${'AAAA'.repeat(8)}`), signed(own), signed(own)]) {
    const answer = await server.send('POST', filled('/api/feeds/:pushed/push'), { body, headers })
    codes.push(answer.ok ? 'taken' : problemDocument.parse(await answer.json()).finding?.code)
  }
  expect(codes).toEqual(['push.unsigned', 'push.otherSignature', 'taken', 'push.repeated'])
})
