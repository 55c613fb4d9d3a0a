import { startPostgres } from '@cordon/test/postgres'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localToken, ownServer, type OwnServer } from './server.fixture.js'

const containing = (part: string): unknown => expect.stringContaining(part)

let server: OwnServer
let token: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  token = await localToken(server.folder)
})
afterAll(() => server.close())

async function problem(answer: Response) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const body: unknown = await answer.json()
  return body
}

const incident = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [40.43, 35.15] },
  properties: { type: 'ambush', title: 'Ambush', occurredFrom: '2021-11-08T20:00:00Z' },
}

describe('what bad input gets', () => {
  it.each([
    [
      'half a character in a title',
      { ...incident, properties: { ...incident.properties, title: 'a\ud800b' } },
      'properties.title',
    ],
    [
      'half a character in a source',
      { ...incident, properties: { ...incident.properties, source: '\udc00' } },
      'properties.source',
    ],
  ])('is told where it is: %s', async (_, body, path) => {
    const answer = await server.send('POST', '/api/incidents', { as: token, body })
    expect([answer.status, await problem(answer)]).toMatchObject([
      400,
      { errors: [{ path, message: containing('halves') }] },
    ])
  })

  it.each([
    '/api/incidents?limit=1.5',
    '/api/incidents?q=%00',
    '/api/alerts?owner=%00',
    '/api/sources/%00/revisions',
    '/api/sources/a%00b/revisions',
    `/api/zones/018f0000-0000-7000-8000-000000000001?version=2147483648`,
    `/api/zones?cursor=${Buffer.from('["Gate","------------------------------------"]').toString('base64url')}`,
    `/api/zones?cursor=${Buffer.from('["a\\u0000b","018f0000-0000-7000-8000-000000000001"]').toString('base64url')}`,
    `/api/shifts?cursor=${Buffer.from('["2026-01-01T00:00:00,5Z","018f0000-0000-7000-8000-000000000001"]').toString('base64url')}`,
    '/api/incidents?from=0000-05-05',
    '/api/incidents?bbox=,,,',
    '/api/incidents?bbox=0x10,1,2e1,3',
    `/api/alerts?cursor=${Buffer.from('["2026-99-01T00:00:00Z","018f0000-0000-7000-8000-000000000001"]').toString('base64url')}`,
  ])('is the sender’s to mend: %s', async (path) => {
    const answer = await server.send('GET', path, { as: token })
    expect([answer.status, await problem(answer)]).toMatchObject([400, { code: 'invalid-input' }])
  })

  it('is told as it was sent, also where it was taken apart', async () => {
    const answer = await server.send('GET', '/api/incidents?hour=7,25', { as: token })
    expect(await problem(answer)).toMatchObject({ errors: [{ path: 'hour[1]', message: containing('got "7,25"') }] })
  })

  it.each([
    ['Cordon', 'the house itself'],
    ['ｃordon ', 'the house itself'],
    ['\u200b\u200d', 'can be seen'],
  ])('is no name of an account: %j', async (name, words) => {
    const body = { name, password: 'long enough for anybody', role: 'viewer' }
    const answer = await server.send('POST', '/api/accounts', { as: token, body })
    expect(await problem(answer)).toMatchObject({ errors: [{ path: 'name', message: containing(words) }] })
  })

  it.each([
    [
      'round a pole',
      [
        [0, 80],
        [90, 80],
        [180, 80],
        [-90, 80],
        [0, 80],
      ],
    ],
    [
      'round the whole Earth',
      [
        [-90, -80],
        [90, -80],
        [90, 80],
        [-90, 80],
        [-90, -80],
      ],
    ],
    [
      'of one place',
      [
        [40, 35],
        [40, 35],
        [40, 35],
        [40, 35],
      ],
    ],
  ])('is a reason, not a crash, for a ring %s', async (_, ring) => {
    const geometry = { type: 'Polygon', coordinates: [ring] }
    const body = { type: 'Feature', geometry, properties: { name: 'Odd' } }
    const answer = await server.send('POST', '/api/zones', { as: token, body })
    expect([answer.status, await problem(answer)]).toMatchObject([400, { code: 'invalid-input' }])
    expect((await server.send('GET', '/api/health', {})).status).toBe(200)
  })

  it.each([
    ['GET', '/api/feeds/:id/rejected', 'feed'],
    ['GET', '/api/imports/:id/kept', 'import'],
    ['GET', '/api/imports/:id/refusals.csv', 'import'],
    ['DELETE', '/api/imports/:id', 'import'],
  ])('is told that nothing is there: %s %s', async (method, path, what) => {
    const id = '018f0000-0000-7000-8000-000000000001'
    const answer = await server.send(method, path.replace(':id', id), {
      as: await server.enter('chief', 'correct horse'),
    })
    expect([answer.status, await problem(answer)]).toMatchObject([
      404,
      { code: 'not-found', detail: `There is no ${what} ${id}.` },
    ])
  })

  it('is told where it is in the id of a source', async () => {
    const as = await server.enter('chief', 'correct horse')
    const answer = await server.send('PATCH', '/api/sources/%00x', { as, body: { reliability: 'B' } })
    const errors = [{ path: 'id', message: containing('control characters') }]
    expect([answer.status, await problem(answer)]).toMatchObject([400, { code: 'invalid-input', errors }])
  })

  it('is not told back where it is a password', async () => {
    const body = { name: 'nora', role: 'viewer', password: 'qwe' }
    const answer = await server.send('POST', '/api/accounts', { as: token, body })
    expect(answer.status).toBe(400)
    expect(await answer.text()).not.toContain('qwe')
  })

  it('is none where several change one zone at once: each gets a version of its own', async () => {
    const zone = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [1, 1] },
      properties: { name: 'Busy', radiusMetres: 5 },
    }
    const made: unknown = await (await server.send('POST', '/api/zones', { as: token, body: zone })).json()
    const id = typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : expect.unreachable()
    const edit = (n: number) =>
      server.send('PATCH', `/api/zones/${id}`, { as: token, body: { properties: { reachMetres: n } } })
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(edit))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  })

  it('names path, value and expectation of everything that is wrong', async () => {
    const answer = await server.send('GET', '/api/incidents?limit=9999&severity=terrible', { as: token })
    expect(answer.status).toBe(400)
    expect(await problem(answer)).toMatchObject({
      code: 'invalid-input',
      errors: [
        { path: 'severity[0]', message: containing('extreme') },
        { path: 'limit', message: containing('"9999"') },
      ],
    })
  })

  it('refuses a query parameter that it does not know, by name', async () => {
    const known = await server.send('GET', '/api/incidents?severty=severe', { as: token })
    expect(await problem(known)).toMatchObject({
      status: 400,
      errors: [{ path: 'severty', message: containing('"severe"') }],
    })
    const none = await server.send('GET', '/api/health?deep=1')
    expect(await problem(none)).toMatchObject({ status: 400, errors: [{ path: 'deep' }] })
  })

  it('says where a body stops being JSON', async () => {
    const answer = await server.send('POST', '/api/incidents', { as: token, body: '{\n  "type": "Feature",\n  oops' })
    expect(await problem(answer)).toMatchObject({
      status: 400,
      code: 'invalid-json',
      detail: 'Line 3, column 3: expected a key in double quotes; got "oops".',
    })
  })

  it.each([
    ['XML', '<incident/>', 'looks like XML'],
    ['a zip archive', Buffer.from('PK\u0003\u0004rest'), 'looks like a zip archive'],
  ])('knows %s that calls itself JSON', async (_name, body, detail) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const answer = await fetch(`${server.url}/api/incidents`, { method: 'POST', headers, body })
    expect(await problem(answer)).toMatchObject({ status: 415, detail: containing(detail) })
  })

  it('names a media type that it does not take', async () => {
    const headers = { 'content-type': 'application/zip' }
    const answer = await server.send('POST', '/api/incidents', { as: token, headers, body: 'x' })
    expect(await problem(answer)).toMatchObject({ status: 415, detail: containing('"application/zip"') })
  })

  it.each(['foo', 'gzip, gzip', 'gzip', 'br'])('names an encoding that it does not take: %s', async (encoding) => {
    const headers = { 'content-encoding': encoding }
    const answer = await server.send('POST', '/api/incidents', { as: token, headers, body: incident })
    const got = JSON.stringify(encoding)
    expect(await problem(answer)).toMatchObject({
      status: 400,
      errors: [{ path: 'Content-Encoding', finding: { code: 'body.encoding', values: { got } } }],
    })
  })

  it('refuses invalid UTF-8', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
    const answer = await fetch(`${server.url}/api/incidents`, { method: 'POST', headers, body })
    expect(await problem(answer)).toMatchObject({ status: 400, detail: 'The body is not valid UTF-8.' })
  })

  it.each([
    ['lists', `[${'[],'.repeat(2_000_000)}[]]`, 'body.manyValues'],
    ['names', `{${'"a":1,'.repeat(200_000)}"a":1}`, 'body.manyNames'],
  ])('refuses a body of more %s than can be read at once', async (_what, body, code) => {
    const answer = await server.send('POST', '/api/incidents', { as: token, body })
    expect(await problem(answer)).toMatchObject({ status: 400, code: 'invalid-json', finding: { code } })
  })

  it('reads no more of somebody who has not signed in than a name and a password take', async () => {
    const answer = await server.send('POST', '/api/session', { body: { name: 'x'.repeat(70_000), password: 'x' } })
    expect(await problem(answer)).toMatchObject({ status: 413, finding: { values: { most: '65536' } } })
  })

  it('says that what is packed is too large when it is unpacked', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const body = gzipSync(Buffer.alloc(10_000_000, ' '))
    const answer = await fetch(`${server.url}/api/incidents`, { method: 'POST', headers, body })
    expect(await problem(answer)).toMatchObject({ status: 413, finding: { code: 'body.largeUnpacked' } })
  })

  it('answers whoever sends the whole of what is too large before reading', async () => {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' }).pause()
    const length = 40_000_000
    const head = `POST /api/incidents HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`
    socket.write(`${head}authorization: Bearer ${token}\r\ncontent-length: ${length}\r\n\r\n`)
    await promisify<Uint8Array>(socket.write.bind(socket))(Buffer.alloc(length, ' '))
    socket.resume()
    const [answered] = await once(socket, 'data')
    socket.destroy()
    expect(String(answered)).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('refuses a body above 8 MB without reading on', async () => {
    const answer = await server.send('POST', '/api/incidents', { as: token, body: `"${'x'.repeat(10_000_000)}"` })
    expect(await problem(answer)).toMatchObject({
      ...{ status: 413, code: 'too-large' },
      detail: 'Expected a body of at most 8388608 bytes; got 10000002.',
      finding: { code: 'body.large', values: { most: '8388608', got: '10000002' } },
    })
  })

  it.each([
    {
      what: 'headers that are too large',
      sent: `GET /api/health HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
      problem: { status: 431, code: 'body.largeHead' },
    },
    {
      what: 'an address that is not written in ASCII',
      sent: 'GET /api/incidents?q=دير HTTP/1.1\r\nhost: x\r\n\r\n',
      problem: { status: 400, code: 'body.urlCharacters' },
    },
    {
      what: 'who asks on HTTP/2',
      sent: 'GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
      problem: { status: 400, code: 'body.protocol' },
    },
    { what: 'what is no HTTP', sent: 'HELO mail.example\r\n\r\n', problem: { status: 400, code: 'body.noHttp' } },
  ])('answers $what with a problem document', async ({ sent, problem: { status, code } }) => {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' })
    socket.end(sent)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head).toContain('content-type: application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status, finding: { code } })
  })

  it('names an idempotency key that is none', async () => {
    const headers = { 'idempotency-key': 'a b' }
    const answer = await server.send('POST', '/api/incidents', { as: token, headers, body: incident })
    expect(await problem(answer)).toMatchObject({
      errors: [{ path: 'Idempotency-Key', message: containing('got "a b"'), finding: { code: 'body.key' } }],
    })
  })

  it('refuses a body that is nested deeper than 64 levels', async () => {
    const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const answer = await server.send('POST', '/api/incidents', { as: token, body })
    expect(await problem(answer)).toMatchObject({ status: 400, detail: containing('64 levels') })
  })

  it.each(['{"__proto__": {"admin": true}}', '{"constructor": {"prototype": {"admin": true}}}'])(
    'refuses keys that reach for prototypes: %s',
    async (body) => {
      const answer = await server.send('POST', '/api/incidents', { as: token, body })
      expect(await problem(answer)).toMatchObject({ status: 400, detail: containing('__proto__') })
    },
  )

  it('is still up afterwards, with nothing stored', async () => {
    expect((await server.send('GET', '/api/health')).status).toBe(200)
    const list = await server.send('GET', '/api/incidents', { as: token })
    expect(await list.json()).toMatchObject({ features: [] })
  })
})

describe('what is not there', () => {
  it('tells an unknown path', async () => {
    const answer = await server.send('GET', '/api/incident', { as: token })
    expect(await problem(answer)).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('tells which methods a path offers', async () => {
    const answer = await server.send('DELETE', '/api/incidents', { as: token })
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD')
    expect(await problem(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' })
  })

  it('offers a path with parameters only under its methods', async () => {
    const answer = await server.send('GET', '/api/alerts/x/acknowledge', { as: token })
    expect(await problem(answer)).toMatchObject({ status: 405 })
  })

  it.each(['HEAD', 'OPTIONS', 'PUT'])('does not let %s past the door either', async (method) => {
    const answer = await server.send(method, '/api/zones')
    expect(answer.status).toBe(method === 'HEAD' ? 401 : 405)
    expect((await server.send(method, '/api/zones', { as: token })).status).toBe(method === 'HEAD' ? 200 : 405)
  })

  it.each([
    '/api/zones/',
    '/API/zones',
    '//api/zones',
    '/api//zones',
    '/api/%7aones',
    '/api/zones;x',
    '/x/../api/zones',
  ])('gives nothing under another spelling of a path: %s', async (path) => {
    const answer = await server.send('GET', path)
    expect(await answer.text()).not.toContain('FeatureCollection')
  })

  it('tells a path that is no text', async () => {
    const answer = await server.send('GET', '/api/incidents/%ff', { as: token })
    const fault = { path: 'url', message: containing('"/api/incidents/%ff"'), finding: { code: 'body.url' } }
    expect(await problem(answer)).toMatchObject({ status: 400, errors: [fault] })
  })
})

describe('an idempotency key', () => {
  const post = (key: string, title: string) =>
    server.send('POST', '/api/incidents', {
      as: token,
      headers: { 'idempotency-key': key },
      body: { ...incident, properties: { ...incident.properties, title } },
    })
  const stored = async (q: string) => {
    const list: unknown = await (await server.send('GET', `/api/incidents?q=${q}`, { as: token })).json()
    return list
  }

  it('lets a request happen once and tells its answer again', async () => {
    const first = await post('once', 'Sandstorm')
    const again = await post('once', 'Sandstorm')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect(await again.text()).toBe(await first.text())
    expect(await stored('sandstorm')).toMatchObject({ features: [{}] })
  })

  it('lets repeats that come at the same time wait for the first', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('at-once', 'Earthquake')))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(texts).size).toBe(1)
    const found = await stored('earthquake')
    expect(found).toMatchObject({ features: [{}] })
  })

  it('is refused for another request', async () => {
    await post('mine', 'Flood')
    const other = await post('mine', 'Fire')
    expect(await problem(other)).toMatchObject({
      ...{ status: 409, code: 'key-reused' },
      finding: { code: 'body.keyReused', values: { route: 'POST /api/incidents' } },
    })
  })

  it('is free again after a refusal', async () => {
    expect((await post('retry', '')).status).toBe(400)
    expect((await post('retry', 'Landslide')).status).toBe(201)
  })

  it('has to be plain text', async () => {
    const answer = await post('has blanks', 'Hail')
    expect(await problem(answer)).toMatchObject({ status: 400, errors: [{ path: 'Idempotency-Key' }] })
  })
})

it.each(['-'.repeat(80), '- '.repeat(80), `Ambush ${'-'.repeat(80)} `])('is looked for as words: %j', async (words) => {
  const title = `Ambush ${Date.now()}`
  const properties = { ...incident.properties, title }
  await server.send('POST', '/api/incidents', { as: token, body: { ...incident, properties } })
  const q = encodeURIComponent(words + title)
  const found = await (await server.send('GET', `/api/incidents?q=${q}`, { as: token })).json()
  expect(found).toMatchObject({ features: [{ properties: { title } }] })
  expect((await server.send('GET', `/api/log?q=${q}`, { as: token })).status).toBe(200)
})
