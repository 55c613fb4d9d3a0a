import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { io, type Socket } from 'socket.io-client'
import { ownServer, type OwnServer } from './own-server.js'
import { everybody, field, invite, must, password, send, signIn, type Who } from './people.js'
import { calendarBody, incidentBody, marker } from './stage.js'

/* Written by hand: the stream is for whoever may read. */
const listeners: readonly Who[] = [
  'viewer',
  'officer',
  'supervisor',
  'administrator',
  'token:read',
  'token:write',
  'token:admin',
]

let server: OwnServer
let keys: Readonly<Record<Who, string | null>>
let owner: string
const sockets: Socket[] = []

beforeAll(async () => {
  server = await ownServer()
  keys = await invite(server)
  owner = await signIn(server.url, 'other')
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.close()
})

interface Listening {
  readonly socket: Socket
  /** Everything that was sent to it, as text. */
  readonly heard: () => string
}

/** Opens a socket as a cookie or a token; null where it is not let in. */
async function listen(as: string | null, headers: Record<string, string> = {}): Promise<Listening | null> {
  const token = as?.startsWith('cordon_') === true ? { auth: { token: as } } : {}
  const cookie = as === null || 'auth' in token ? {} : { cookie: as, origin: server.url }
  const options = { transports: ['websocket'], reconnection: false, forceNew: true }
  const socket = io(`${server.url}/live`, { ...options, ...token, extraHeaders: { ...cookie, ...headers } })
  sockets.push(socket)
  let text = ''
  socket.onAny((...event: unknown[]) => (text += JSON.stringify(event)))
  const entered = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('connect_error', () => resolve(false))
  })
  return entered ? { socket, heard: () => text } : null
}

async function follow(listening: Listening | null): Promise<Listening> {
  if (listening === null) throw new Error('Not let in.')
  const answer: unknown = await listening.socket.timeout(10_000).emitWithAck('follow', {})
  expect(answer).toMatchObject({ ok: true })
  return listening
}

const zone = (name: string, visibility: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [40.43, 35.15] },
  properties: { name, visibility, radiusMetres: 5_000 },
})

const asOwner = (method: string, path: string, body?: unknown) => must(server.url, { method, path, body }, owner)

describe('the live stream', () => {
  it.each(everybody)('lets %s in, or not, as it should', async (who) => {
    expect((await listen(keys[who])) !== null).toBe(listeners.includes(who))
  })

  it('lets nobody in with the cookie of somebody whose browser shows another site', async () => {
    expect(await listen(keys.officer, { origin: 'https://evil.example' })).toBeNull()
  })

  it('tells what is private to its owner alone', async () => {
    const everyone = await Promise.all(listeners.map(async (who) => follow(await listen(keys[who]))))
    const own = await follow(await listen(owner))
    const secret = field(await asOwner('POST', '/api/zones', zone(marker, 'private')), 'id')
    // Neither is a calendar, by which its rule goes, nor what that is called in what the rule decides.
    const mine = { ...calendarBody(), name: `${marker} days`, visibility: 'private' }
    const calendar = field(await asOwner('POST', '/api/calendars', mine), 'id')
    const hours = { timeZone: 'UTC', spans: [], calendars: [{ id: calendar, when: 'not' }] }
    await asOwner('POST', `/api/zones/${secret}/rules`, { name: marker, certainty: 'possible', hours })
    await asOwner('PATCH', `/api/zones/${secret}`, { properties: { reachMetres: 50 } })
    await must(server.url, { method: 'POST', path: '/api/incidents', body: incidentBody('Near it') }, server.token)
    await expect.poll(own.heard).toContain('alert:changed')
    expect(own.heard()).toContain(marker)
    expect(own.heard()).toContain('calendar:changed')

    // Changes come in order: whoever has heard of this one has heard all before it that is to be heard.
    await asOwner('POST', '/api/zones', zone('The last one', 'public'))
    for (const { heard } of everyone) {
      await expect.poll(heard).toContain('The last one')
      expect(heard()).toContain('Near it')
      expect(heard()).not.toContain(marker)
      expect(heard()).not.toContain(secret)
      expect(heard()).not.toContain(calendar)
    }
  })

  it('tells others no more when what was public becomes private', async () => {
    const other = await follow(await listen(keys.officer))
    const id = field(await asOwner('POST', '/api/zones', zone('Public at first', 'public')), 'id')
    await expect.poll(other.heard).toContain('Public at first')
    await asOwner('PATCH', `/api/zones/${id}`, { properties: { name: `${marker} either`, visibility: 'private' } })
    await asOwner('POST', '/api/zones', zone('After that', 'public'))
    await expect.poll(other.heard).toContain('After that')
    expect(other.heard()).not.toContain(marker)
  })

  it('takes back what was raised while a zone was public, and gives it back with the zone', async () => {
    const other = await follow(await listen(keys.officer))
    const id = field(await asOwner('POST', '/api/zones', zone('Shared for now', 'public')), 'id')
    const rule = field(
      await asOwner('POST', `/api/zones/${id}/rules`, { name: 'Anything', certainty: 'possible' }),
      'id',
    )
    await must(
      server.url,
      { method: 'POST', path: '/api/incidents', body: incidentBody('Raised for all') },
      server.token,
    )
    const mine = () => asOwner('GET', `/api/alerts?zone=${id}`)
    await expect.poll(mine).toMatchObject({ items: [{ incidentTitle: 'Raised for all' }] })
    const alert = /"id":"([^"]+)"/.exec(JSON.stringify(await mine()))?.[1] ?? ''
    const snapshot = await must(server.url, { method: 'GET', path: '/api/snapshot' }, keys.officer)
    const before = Number(/"seq":(\d+)/.exec(JSON.stringify(snapshot))?.[1])
    const asked = [`/api/alerts/${alert}`, `/api/zones/${id}?version=1`, `/api/explain?incident=${alert}&rule=${rule}`]
    const statuses = (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await send(server.url, { method: 'GET', path }, keys.officer)).status))
    const listed = async () =>
      JSON.stringify([
        await must(server.url, { method: 'GET', path: '/api/alerts?limit=200' }, keys.officer),
        await must(server.url, { method: 'GET', path: '/api/deliveries?limit=200' }, keys.officer),
        await must(server.url, { method: 'GET', path: '/api/snapshot' }, keys.officer),
      ])
    expect(await statuses(asked.slice(0, 2))).toEqual([200, 200])
    expect(await listed()).toContain(alert)

    await asOwner('PATCH', `/api/zones/${id}`, { properties: { visibility: 'private' } })
    await expect.poll(other.heard, { timeout: 10_000 }).toContain('resync')
    expect(await statuses(asked)).toEqual([404, 404, 404])
    expect(await listed()).not.toContain(alert)
    const again = await follow(await listen(owner)).then(() => listen(keys.officer))
    const answer: unknown = await again?.socket.timeout(10_000).emitWithAck('follow', { since: before })
    expect(answer).toMatchObject({ ok: false })
    expect(await mine()).toMatchObject({ items: [{ id: alert, state: 'new' }] })

    await asOwner('PATCH', `/api/zones/${id}`, { properties: { visibility: 'public' } })
    expect(await statuses(asked.slice(0, 2))).toEqual([200, 200])
    expect(await listed()).toContain(alert)
  })

  it('tells what is a team’s to who is in it at the moment, and turns out at once whoever comes or goes', async () => {
    const house = (method: string, path: string, body?: unknown) =>
      must(server.url, { method, path, body }, server.token)
    const idOf = async (as: string | null) =>
      /"id":"([^"]+)"/.exec((await send(server.url, { method: 'GET', path: '/api/session' }, as)).text)?.[1] ?? ''
    const team = field(await house('POST', '/api/teams', { name: 'Night' }), 'id')
    const member = `/api/teams/${team}/members/${await idOf(keys.officer)}`
    await house('PUT', `/api/teams/${team}/members/${await idOf(owner)}`)
    const before = await follow(await listen(keys.officer))
    const { properties, ...shape } = zone('Of the night', 'team')
    const id = field(
      await asOwner('POST', '/api/zones', { ...shape, properties: { ...properties, teamId: team } }),
      'id',
    )
    const sees = async () =>
      (await send(server.url, { method: 'GET', path: `/api/zones/${id}` }, keys.officer)).status === 200
    expect(await sees()).toBe(false)

    await house('PUT', member)
    expect(await sees()).toBe(true)
    await expect.poll(() => before.socket.connected).toBe(false)
    expect(before.heard()).not.toContain(id)
    const inside = await follow(await listen(keys.officer))
    await asOwner('PATCH', `/api/zones/${id}`, { properties: { name: 'Seen by both' } })
    await expect.poll(inside.heard).toContain('Seen by both')

    await house('DELETE', member)
    expect(await sees()).toBe(false)
    await asOwner('PATCH', `/api/zones/${id}`, { properties: { name: `${marker} again` } })
    await expect.poll(() => inside.socket.connected).toBe(false)
    expect(inside.heard()).not.toContain(marker)
    const after = await listen(keys.officer)
    const answer: unknown = await after?.socket.timeout(10_000).emitWithAck('follow', { since: 1 })
    expect(answer).toMatchObject({ ok: false, code: 'resync' })
  })

  it('turns somebody out whose access ends', async () => {
    await must(
      server.url,
      { method: 'POST', path: '/api/accounts', body: { name: 'leaving', password, role: 'viewer' } },
      server.token,
    )
    const cookie = await signIn(server.url, 'leaving')
    const { socket } = await follow(await listen(cookie))
    await send(server.url, { method: 'DELETE', path: '/api/session' }, cookie)
    await expect.poll(() => socket.connected).toBe(false)
  })
})
