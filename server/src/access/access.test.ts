import { startPostgres } from '@cordon/test/postgres'
import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Clock } from '../platform/clock.js'
import { localDoorPath } from '../platform/local-file.js'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { AccessChange } from './access-changes.js'
import { Authenticator } from './authenticator.js'
import { sessionSecret } from './cookie.js'

const containing = (part: string): unknown => expect.stringContaining(part)
const someText: unknown = expect.any(String)
const holding = (...items: readonly string[]): unknown => expect.arrayContaining([...items])

const hour = 3_600_000

/** Runs with the real one, and can be set forward. */
class MovedClock extends Clock {
  private movedMs = 0

  override ms(): number {
    return super.ms() + this.movedMs
  }

  pass(ms: number): void {
    this.movedMs += ms
  }
}

const clock = new MovedClock()
let server: OwnServer
let chief: string

beforeAll(async () => {
  server = await ownServer(startPostgres, { clock })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(() => server.close())

async function json(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json()
  return body
}

function text(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  if (typeof value !== 'string') throw new Error(`Expected ${name} in ${JSON.stringify(body)}`)
  return value
}

async function account(name: string, role = 'officer', password = 'a long enough password'): Promise<string> {
  const made = await server.send('POST', '/api/accounts', { as: chief, body: { name, role, password } })
  expect(made.status).toBe(201)
  return text(await json(made), 'id')
}

const tryToEnter = (name: string, password: string) => server.send('POST', '/api/session', { body: { name, password } })

describe('signing in', () => {
  it('tells who one is and what one may, and hands over a cookie that scripts cannot read', async () => {
    const answer = await tryToEnter('Chief', 'correct horse')
    expect(await json(answer)).toMatchObject({
      account: { name: 'chief', role: 'administrator', disabled: false },
      permissions: holding('read', 'account:manage'),
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^cordon=[\w-]{43}; .*HttpOnly; SameSite=Strict$/)
  })

  it('cannot tell a wrong name from a wrong password', async () => {
    const [name, password] = await Promise.all([tryToEnter('nobody', 'x'), tryToEnter('chief', 'x')])
    expect(name.status).toBe(401)
    expect(name.headers.get('www-authenticate')).toBe('Bearer realm="Cordon"')
    expect(await name.text()).toBe(await password.text())
  })

  it('is nobody without a session, without an error', async () => {
    expect(await json(await server.send('GET', '/api/session'))).toEqual({ account: null, permissions: ['open'] })
  })

  it('stores of the cookie nothing that could be sent as one', async () => {
    const secret = sessionSecret(await server.enter('chief', 'correct horse'), false) ?? ''
    const rows = await server.database.query({ name: null, text: 'select * from session', values: [] })
    expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

describe('a session', () => {
  it('ends when one signs out', async () => {
    const cookie = await server.enter('chief', 'correct horse')
    const out = await server.send('DELETE', '/api/session', { as: cookie })
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toMatch(/^cordon=; Max-Age=0/)
    expect((await server.send('GET', '/api/zones', { as: cookie })).status).toBe(401)
  })

  it('ends 14 hours after its last use, and no sooner', async () => {
    await account('idle')
    const cookie = await server.enter('idle', 'a long enough password')
    const using = async () => (await server.send('GET', '/api/zones', { as: cookie })).status
    clock.pass(13 * hour)
    expect(await using()).toBe(200)
    clock.pass(13 * hour)
    expect(await using()).toBe(200)
    clock.pass(15 * hour)
    expect(await using()).toBe(401)
    chief = await server.enter('chief', 'correct horse')
  })

  it('ends after 30 days, however much it is used', async () => {
    await account('busy')
    const cookie = await server.enter('busy', 'a long enough password')
    const using = async () => (await server.send('GET', '/api/zones', { as: cookie })).status
    for (let halfDays = 0; halfDays < 59; halfDays++) {
      clock.pass(12 * hour)
      expect(await using()).toBe(200)
    }
    clock.pass(13 * hour)
    expect(await using()).toBe(401)
    chief = await server.enter('chief', 'correct horse')
  })

  it.each([
    ['the role changes', { role: 'viewer' }],
    ['the password changes', { password: 'another long password' }],
    ['the account is disabled', { disabled: true }],
  ])('ends at once when %s', async (what, change) => {
    const id = await account(`ends when ${what}`)
    const cookie = await server.enter(`ends when ${what}`, 'a long enough password')
    expect((await server.send('GET', '/api/zones', { as: cookie })).status).toBe(200)
    expect((await server.send('PATCH', `/api/accounts/${id}`, { as: chief, body: change })).status).toBe(200)
    expect((await server.send('GET', '/api/zones', { as: cookie })).status).toBe(401)
  })
})

describe('a request with a cookie', () => {
  const zoneless = { type: 'Feature' }

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['nowhere', { origin: '' }],
  ])('changes nothing when it comes from %s', async (_name, headers) => {
    const answer = await server.send('POST', '/api/zones', { headers: { cookie: chief, ...headers }, body: zoneless })
    expect(answer.status).toBe(403)
    expect(await json(answer)).toMatchObject({ code: 'wrong-origin' })
  })

  it('is answered when it comes from this page', async () => {
    const answer = await server.send('POST', '/api/zones', { as: chief, body: zoneless })
    expect(answer.status).toBe(400)
  })

  it('does not sign a browser in from another site', async () => {
    const headers = { origin: 'https://evil.example' }
    const body = { name: 'chief', password: 'correct horse' }
    expect((await server.send('POST', '/api/session', { headers, body })).status).toBe(403)
  })

  it('is refused under a name that is not ours', async () => {
    const instance = server.app.getHttpAdapter().getInstance()
    const answer = await instance.inject({ url: '/api/health', headers: { host: 'evil.example:3000' } })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'wrong-origin' })
  })
})

describe('an account', () => {
  it('is listed without what belongs to nobody else', async () => {
    const page = await (await server.send('GET', '/api/accounts', { as: chief })).text()
    expect(page).toContain('"name":"chief"')
    expect(page).not.toMatch(/passwordHash|argon2/)
  })

  it('has a name of its own, whatever the case', async () => {
    await account('Dana')
    const body = { name: 'dANA', role: 'viewer', password: 'a long enough password' }
    const answer = await server.send('POST', '/api/accounts', { as: chief, body })
    expect(answer.status).toBe(409)
    expect(await json(answer)).toMatchObject({ code: 'name-taken' })
  })

  it('has a name that no program has, whichever came first', async () => {
    const made = async (path: string, name: string) => {
      const more =
        path === '/api/tokens' ? { scopes: ['read'] } : { role: 'viewer', password: 'a long enough password' }
      const answer = await server.send('POST', path, { as: chief, body: { name, ...more } })
      return [answer.status, await json(answer)]
    }
    expect(await made('/api/tokens', 'Road sensor')).toMatchObject([201, {}])
    const taken = { code: 'name-taken', detail: 'There is a token "road SENSOR" already.' }
    expect(await made('/api/accounts', 'road SENSOR')).toMatchObject([409, taken])
    expect(await made('/api/accounts', 'Ilham')).toMatchObject([201, {}])
    const person = { code: 'name-taken', detail: 'There is an account "ILHAM" already.' }
    expect(await made('/api/tokens', 'ILHAM')).toMatchObject([409, person])
    expect(await made('/api/tokens', 'Road sensor')).toMatchObject([201, {}])
  })

  it('is refused a short password', async () => {
    const body = { name: 'short', role: 'viewer', password: 'short' }
    const answer = await server.send('POST', '/api/accounts', { as: chief, body })
    expect(await json(answer)).toMatchObject({ errors: [{ path: 'password', message: containing('10') }] })
  })

  it('stays an administrator while it is the last', async () => {
    const page = await json(await server.send('GET', '/api/accounts', { as: chief }))
    const id = text(
      itemsOf(page).find((it) => text(it, 'name') === 'chief'),
      'id',
    )
    for (const change of [{ role: 'officer' }, { disabled: true }]) {
      const answer = await server.send('PATCH', `/api/accounts/${id}`, { as: chief, body: change })
      expect(await json(answer)).toMatchObject({ status: 409, code: 'wrong-state' })
    }
  })

  it('leaves an administrator, even if two demote each other at once', async () => {
    const ids = [await account('first', 'administrator'), await account('second', 'administrator')]
    const page = await json(await server.send('GET', '/api/accounts?limit=1000', { as: chief }))
    const all = [
      ...ids,
      text(
        itemsOf(page).find((it) => text(it, 'name') === 'chief'),
        'id',
      ),
    ]
    const token = await localToken(server.folder)
    const demote = (id: string) => server.send('PATCH', `/api/accounts/${id}`, { as: token, body: { role: 'officer' } })
    const answers = await Promise.all(all.map(demote))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409])
    for (const id of all) {
      await server.send('PATCH', `/api/accounts/${id}`, { as: token, body: { role: 'administrator' } })
    }
    chief = await server.enter('chief', 'correct horse')
  })

  it('changes its own password when it knows the present one, and its other sessions end', async () => {
    await account('eli')
    const [here, there] = [
      await server.enter('eli', 'a long enough password'),
      await server.enter('eli', 'a long enough password'),
    ]
    const change = (current: string) =>
      server.send('POST', '/api/session/password', { as: here, body: { current, next: 'quite another one' } })
    expect((await change('wrong')).status).toBe(401)
    expect((await change('a long enough password')).status).toBe(204)
    expect((await server.send('GET', '/api/zones', { as: here })).status).toBe(200)
    expect((await server.send('GET', '/api/zones', { as: there })).status).toBe(401)
    expect((await tryToEnter('eli', 'a long enough password')).status).toBe(401)
    expect((await tryToEnter('eli', 'quite another one')).status).toBe(200)
  })
})

function itemsOf(page: unknown): readonly unknown[] {
  const items: unknown = typeof page === 'object' && page !== null ? Reflect.get(page, 'items') : undefined
  return Array.isArray(items) ? items : []
}

describe('a token', () => {
  const make = async (body: object) =>
    json(await server.send('POST', '/api/tokens', { as: chief, body: { name: 'feed', scopes: ['read'], ...body } }))

  it('is told once, and stored as a hash', async () => {
    const made = await make({})
    expect(text(made, 'token')).toMatch(/^cordon_[\w-]{43}$/)
    expect(await (await server.send('GET', '/api/tokens', { as: chief })).text()).not.toContain(text(made, 'token'))
    const rows = await server.database.query({ name: null, text: 'select * from token', values: [] })
    expect(JSON.stringify(rows)).not.toContain(text(made, 'token'))
  })

  it('needs no origin, and notes when it was last used', async () => {
    const made = await make({ name: 'noted' })
    expect((await server.send('GET', '/api/zones', { as: text(made, 'token') })).status).toBe(200)
    const tokens = itemsOf(await json(await server.send('GET', '/api/tokens', { as: chief })))
    expect(tokens.find((it) => text(it, 'name') === 'noted')).toMatchObject({ lastUsedAt: someText })
  })

  it('is refused as soon as it is revoked', async () => {
    const made = await make({})
    const using = async () => (await server.send('GET', '/api/zones', { as: text(made, 'token') })).status
    expect(await using()).toBe(200)
    expect((await server.send('DELETE', `/api/tokens/${text(made, 'id')}`, { as: chief })).status).toBe(204)
    expect(await using()).toBe(401)
    expect((await server.send('DELETE', `/api/tokens/${text(made, 'id')}`, { as: chief })).status).toBe(404)
  })

  it('ends when it was said to', async () => {
    const made = await make({ expiresAt: new Date(clock.ms() + hour).toISOString() })
    const using = async () => (await server.send('GET', '/api/zones', { as: text(made, 'token') })).status
    expect(await using()).toBe(200)
    clock.pass(hour + 6_000)
    expect(await using()).toBe(401)
  })

  it('cannot have ended before it begins', async () => {
    expect(await make({ expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ errors: [{ path: 'expiresAt' }] })
  })

  it.each(['Bearer cordon_unknown', 'Bearer', 'Basic Y2hpZWY6eA==', 'cordon_x'])(
    'is refused when it is none: %s',
    async (authorization) => {
      const answer = await server.send('GET', '/api/zones', { headers: { authorization } })
      expect(answer.status).toBe(401)
    },
  )

  it('for the command line lies in the data folder, for its owner alone', async () => {
    const { mode } = await stat(localDoorPath(server.folder))
    expect(mode & 0o777).toBe(0o600)
    expect((await server.send('GET', '/api/accounts', { as: await localToken(server.folder) })).status).toBe(200)
  })
})

describe('whoever guesses', () => {
  it('waits after ten wrong passwords, and then longer', async () => {
    await account('guessed')
    for (let guess = 0; guess < 10; guess++) expect((await tryToEnter('guessed', 'x')).status).toBe(401)
    const stopped = await tryToEnter('guessed', 'a long enough password')
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(20)
    clock.pass(31_000)
    expect((await tryToEnter('guessed', 'a long enough password')).status).toBe(200)
  })

  it('gains nothing from guessing at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => tryToEnter('at once', 'x')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  it('does not lock out others behind the same address', async () => {
    await account('colleague')
    expect((await tryToEnter('colleague', 'a long enough password')).status).toBe(200)
  })

  it('does not hold up whoever is signed in already', async () => {
    await account('steady')
    const cookie = await server.enter('steady', 'a long enough password')
    for (let guess = 0; guess < 10; guess++) await tryToEnter('steady', 'x')
    const body = { name: 'steady', password: 'a long enough password' }
    expect((await server.send('POST', '/api/session', { as: cookie, body })).status).toBe(200)
    expect((await tryToEnter('steady', 'x')).status).toBe(401)
  })
})

describe('a socket', () => {
  const admit = (headers: Record<string, string>, auth: Record<string, unknown> = {}) =>
    server.app.get(Authenticator).authenticateSocket({ headers: { host: new URL(server.url).host, ...headers }, auth })

  it('is opened by the cookie of a page of ours, or by a token', async () => {
    expect(await admit({ cookie: chief, origin: server.url })).toMatchObject({
      value: { kind: 'account', name: 'chief' },
    })
    expect(await admit({}, { token: await localToken(server.folder) })).toMatchObject({
      value: { kind: 'token', scopes: ['admin'] },
    })
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }, 'wrong-origin'],
    ['no site', {}, 'wrong-origin'],
    ['another name of this machine', { host: 'evil.example' }, 'wrong-origin'],
  ])('is refused from %s', async (_name, headers, code) => {
    expect(await admit({ cookie: chief, ...headers })).toMatchObject({ failure: { code } })
  })

  it('is refused to nobody and to unknown tokens', async () => {
    expect(await admit({ origin: server.url })).toMatchObject({ failure: { code: 'not-signed-in' } })
    expect(await admit({}, { token: 'cordon_x' })).toMatchObject({ failure: { code: 'not-signed-in' } })
  })

  it('hears when access changes', async () => {
    const heard: AccessChange[] = []
    const stop = server.app.get(Authenticator).onAccessChanged((change) => heard.push(change))
    const id = await account('heard')
    await server.send('PATCH', `/api/accounts/${id}`, { as: chief, body: { role: 'viewer' } })
    stop()
    await server.send('PATCH', `/api/accounts/${id}`, { as: chief, body: { role: 'officer' } })
    expect(heard).toEqual([{ of: 'account', id, exceptSession: null }])
  })
})
