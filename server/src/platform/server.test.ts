import { startPostgres } from '@cordon/test/postgres'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Clock } from './clock.js'
import { localDoorPath } from './local-file.js'
import { registeredContracts } from './route.js'
import { localToken, ownServer, type OwnServer } from './server.fixture.js'

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
const someText: unknown = expect.any(String)

/** A clock that stands still: whatever has a rate never gets its next turn. */
class StoppedClock extends Clock {
  override ms(): number {
    return Date.parse('2021-11-09T06:00:00.000Z')
  }
}

let server: OwnServer
beforeAll(async () => {
  server = await ownServer(startPostgres, { clock: new StoppedClock(), config: { admin: null } })
})
afterAll(() => server.close())
afterEach(() => void vi.restoreAllMocks())

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

describe('a server', () => {
  it('says that it can ingest, and where the change feed is', async () => {
    const { send, database } = server
    expect(await (await send('GET', '/api/health')).json()).toEqual({
      status: 'ok',
      database: database.kind,
      version: matching(/^\d+\.\d+\.\d+$/),
      seq: 0,
      startedAt: someText,
    })
  })

  it('says so too when it cannot, and when to ask again', async () => {
    const { send, database } = server
    vi.spyOn(database, 'query').mockRejectedValue(away)
    const answer = await send('GET', '/api/health')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.json()).toMatchObject({ code: 'unavailable' })
  })

  it('does not wait for a database that says nothing', async () => {
    const query = server.database.query
    vi.spyOn(server.database, 'query').mockImplementation((statement) =>
      statement.name === 'feed-ends' ? new Promise(() => undefined) : query(statement),
    )
    expect((await server.send('GET', '/api/health')).status).toBe(503)
  })

  it('tells any request so while the database is away, and what it was is not told', async () => {
    vi.spyOn(server.database, 'query').mockRejectedValue(away)
    const answer = await server.send('GET', '/api/zones', { as: 'cordon_some-token' })
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('ECONNREFUSED')
  })

  it('keeps what went wrong here to itself', async () => {
    vi.spyOn(server.database, 'query').mockRejectedValue(new Error('relation "secret_table" is broken'))
    const answer = await server.send('GET', '/api/zones', { as: 'cordon_some-token' })
    expect(answer.status).toBe(500)
    const told = await answer.text()
    expect(told).toContain('"code":"unexpected"')
    expect(told).not.toMatch(/secret_table|at |node_modules/)
  })

  it.skipIf(!existsSync(new URL('../../../client/dist/index.html', import.meta.url)))(
    'says by its status that a file of the page has no such bytes, or is not for reading',
    async () => {
      const answer = await server.send('GET', '/index.html', { headers: { range: 'bytes=99999999-' } })
      expect([answer.status, await answer.json()]).toMatchObject([416, { code: 'no-such-range' }])
      const outside = await server.send('GET', '/..%2f..%2fpackage.json')
      expect([outside.status, await outside.json()]).toMatchObject([403, { code: 'not-allowed' }])
    },
  )

  it('tells Prometheus what it did, by route and not by path', async () => {
    const { send } = server
    await send('GET', '/api/incidents/01a20000-0000-7000-8000-000000000000')
    const figures = await (await send('GET', '/metrics')).text()
    expect(figures).toContain('cordon_http_seconds_count{route="/api/incidents/:id",method="GET",status="401"} 1')
    expect(figures).toContain('cordon_refusals_total{code="not-signed-in"}')
    expect(figures).toContain('process_resident_memory_bytes')
    expect(figures).not.toContain('01a20000')
  })

  it('keeps its figures from others than this machine, unless they may read', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    expect((await server.send('GET', '/metrics', { headers })).status).toBe(401)
    const as = await localToken(server.folder)
    expect((await server.send('GET', '/metrics', { headers, as })).status).toBe(200)
  })

  it('holds one asker to a rate, and no other', async () => {
    const instance = server.app.getHttpAdapter().getInstance()
    const ask = async (remoteAddress: string) => {
      const answer = await instance.inject({ url: '/api/session', remoteAddress, headers: { host: 'localhost' } })
      return answer
    }
    for (let asked = 0; asked < 1_000; asked++) expect((await ask('203.0.113.1')).statusCode).toBe(200)
    const refused = await ask('203.0.113.1')
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1'])
    expect((await ask('203.0.113.2')).statusCode).toBe(200)
  })

  it('makes the first administrator once, with a password that is printed and not stored', async () => {
    const { signIn, database } = server
    expect(signIn).toMatchObject({ name: 'admin', password: matching(/^[\w-]{24}$/) })
    const rows = await database.query({ name: null, text: 'select * from account', values: [] })
    expect(rows).toMatchObject([{ name: 'admin', role: 'administrator' }])
    expect(JSON.stringify(rows)).not.toContain(signIn?.password)
  })
})

describe('every route', () => {
  it('is bound to a contract', () => {
    const routes: string = server.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false })
    const known = [...registeredContracts().map(({ path }) => path), '/*', '/']
    expect((routes.match(/\/\S*/g) ?? []).filter((path) => !known.some((it) => it.endsWith(path)))).toEqual([])
  })
})

describe('stopping', () => {
  it('takes less than five seconds while clients hold their connections, and takes the token along', async () => {
    const { url, folder, stop, send } = server
    const { hostname, port } = new URL(url)
    const lazy = connect(Number(port), hostname)
    await once(lazy, 'connect')
    lazy.on('error', () => undefined)
    lazy.write(
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    )
    await send('GET', '/api/health')
    const begin = performance.now()
    await stop()
    expect(performance.now() - begin).toBeLessThan(5_000)
    expect(existsSync(localDoorPath(folder))).toBe(false)
    await expect(fetch(`${url}/api/health`)).rejects.toThrow()
    lazy.destroy()
  })
})
