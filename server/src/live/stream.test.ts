import type { Alert, Delivery } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { connect } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AlertFollower } from '../alert/alert.follower.js'
import { AlertTimers } from '../alert/alert.timers.js'
import { TimerRunner } from '../alert/timer.runner.js'
import { ambush, TestClock } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { ClientEvents, FollowAnswer, ServerEvents, Snapshot } from '../wire/live.js'

let server: OwnServer
let chief: string
const clock = new TestClock()
const sockets: { readonly close: () => unknown }[] = []

type LiveSocket = Socket<ServerEvents, ClientEvents>

beforeAll(async () => {
  server = await ownServer(startPostgres, { clock })
  chief = await server.enter('chief', 'correct horse')
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await server.close()
})

const until = (check: () => boolean | Promise<boolean>) => vi.waitUntil(check, { timeout: 15_000, interval: 20 })

async function ask<T>(method: string, path: string, more: Parameters<OwnServer['send']>[2] = {}): Promise<T> {
  const answer = await server.send(method, path, { as: chief, ...more })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  const body: unknown = await answer.json()
  if (isA<T>(body)) return body
  throw new Error(`${method} ${path} answered nothing.`)
}

/** The server's own answers are as its contract says: other tests hold them to it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
function isA<T>(it: unknown): it is T {
  return it !== undefined
}

async function officer(name: string): Promise<string> {
  const body = { name, password: 'correct horse battery', role: 'officer' }
  await ask('POST', '/api/accounts', { body })
  return server.enter(name, body.password)
}

async function watch(visibility: 'private' | 'public', lon: number, as = chief): Promise<{ readonly id: string }> {
  const geometry = { type: 'Point', coordinates: [lon, 10] }
  const properties = { name: `Zone at ${lon}`, visibility, radiusMetres: 5_000 }
  const zone = await ask<{ id: string }>('POST', '/api/zones', { as, body: { type: 'Feature', geometry, properties } })
  await ask('POST', `/api/zones/${zone.id}/rules`, { as, body: { name: 'Anything' } })
  return zone
}

/** Reports an ambush there, and gives the alert that it raised for whoever asks. */
async function attack(lon: number, as = chief): Promise<{ readonly alert: Alert; readonly seq: number }> {
  const incident = await ask<{ id: string; properties: { seq: number } }>('POST', '/api/incidents', {
    body: ambush(lon, 10, { uncertaintyMetres: 100 }),
  })
  const { items } = await ask<{ items: readonly Alert[] }>('GET', `/api/incidents/${incident.id}/alerts`, { as })
  const [alert] = items
  if (alert === undefined) throw new Error('No alert.')
  return { alert, seq: incident.properties.seq }
}

async function stateOf({ id }: Alert, as = chief): Promise<Delivery['state'] | undefined> {
  const { items } = await ask<{ items: readonly Delivery[] }>('GET', `/api/deliveries?alert=${id}`, { as })
  return items[0]?.state
}

function open(cookie: string | null, token: string | null = null) {
  const socket: LiveSocket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: token === null ? {} : { token } },
    ...(cookie === null ? {} : { extraHeaders: { cookie, origin: server.url } }),
  })
  sockets.push(socket)
  const told: [string, { readonly seq: number }][] = []
  socket.onAny((name: string, payload: { readonly seq: number }) => told.push([name, payload]))
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const follow = async (request: object): Promise<FollowAnswer> => {
    await opened
    return new Promise<FollowAnswer>((resolve) => socket.emit('follow', request, resolve))
  }
  return { socket, told, opened, follow }
}

describe('a snapshot and the stream after it', () => {
  it('are the whole, without a gap', async () => {
    await watch('public', 20)
    const first = await attack(20)
    const snapshot = await ask<Snapshot>('GET', '/api/snapshot')
    const second = await attack(20)
    const { follow, told, socket } = open(chief)
    await follow({ since: snapshot.seq })
    const third = await attack(20)
    await until(() => told.length === 4)
    expect(snapshot.alerts.map(({ id }) => id)).toContain(first.alert.id)
    expect(snapshot.incidents.features.map(({ id }) => id)).toContain(first.alert.incidentId)
    expect(snapshot).toMatchObject({ incidentTotal: 1, incidentLimit: 5_000 })
    expect(snapshot.seq).toBe(first.alert.seq)
    expect(told.map(([name, { seq }]) => [name, seq])).toEqual([
      ['incident:changed', second.seq],
      ['alert:changed', second.alert.seq],
      ['incident:changed', third.seq],
      ['alert:changed', third.alert.seq],
    ])
    socket.close()
  })

  it('keep what is private to its owner', async () => {
    const dana = await officer('dana')
    const zone = await watch('private', 30, dana)
    const { alert } = await attack(30, dana)
    const hers = await ask<Snapshot>('GET', '/api/snapshot', { as: dana })
    const others = await ask<Snapshot>('GET', '/api/snapshot')
    const seen = ({ zones, rules, alerts }: Snapshot) => [
      zones.features.some(({ id }) => id === zone.id),
      rules.some(({ zoneId }) => zoneId === zone.id),
      alerts.some(({ id }) => id === alert.id),
    ]
    expect(seen(hers)).toEqual([true, true, true])
    expect(seen(others)).toEqual([false, false, false])
  })

  it('leave out alerts that were closed more than a day ago', async () => {
    const { alert } = await attack(20)
    await ask('POST', `/api/alerts/${alert.id}/close`, { body: { disposition: 'duplicate' } })
    const held = async () => (await ask<Snapshot>('GET', '/api/snapshot')).alerts.some(({ id }) => id === alert.id)
    expect(await held()).toBe(true)
    clock.pass(25 * 60)
    chief = await server.enter('chief', 'correct horse')
    expect(await held()).toBe(false)
  })
})

describe('the channel of the page', () => {
  it('has told an alert once somebody follows who may see it', async () => {
    await watch('public', 40)
    const { alert } = await attack(40)
    expect(await stateOf(alert)).toBe('due')
    const { follow, socket } = open(chief)
    await follow({})
    await until(async () => (await stateOf(alert)) === 'sent')
    const next = await attack(40)
    await until(async () => (await stateOf(next.alert)) === 'sent')
    socket.close()
  })

  it('has not told a private alert while only others follow', async () => {
    const omar = await officer('omar')
    await watch('private', 50, omar)
    const everyone = open(chief)
    await everyone.follow({})
    const { alert } = await attack(50, omar)
    await until(() => everyone.told.length > 0)
    const publicly = await attack(40)
    await until(async () => (await stateOf(publicly.alert)) === 'sent')
    expect(await stateOf(alert, omar)).toBe('due')
    const owner = open(omar)
    await owner.follow({})
    await until(async () => (await stateOf(alert, omar)) === 'sent')
    everyone.socket.close()
    owner.socket.close()
  })
})

describe('an alert that was acted on', () => {
  it('is told as it was raised and then as it became to whoever comes late', async () => {
    await watch('public', 63)
    const raised = await attack(63)
    const { alert } = raised
    const { seq } = await ask<Alert>('POST', `/api/alerts/${alert.id}/acknowledge`, { body: {} })
    const { follow, told, socket } = open(chief)
    await follow({ since: raised.seq })
    await until(() => told.length === 2)
    const acted = { id: alert.id, revision: 2, seq, state: 'acknowledged', acknowledgedBy: 'chief' }
    expect(told).toEqual([
      ['alert:changed', { seq: alert.seq, alert }],
      ['alert:changed', { seq, alert: expect.objectContaining(acted) }],
    ])
    socket.close()
  })
})

describe('a shelved alert', () => {
  it('comes back when its time has come, once, and everyone sees it', async () => {
    await watch('public', 60)
    const { alert } = await attack(60)
    const { follow, told, socket } = open(chief)
    const shelved = await ask<Alert>('POST', `/api/alerts/${alert.id}/shelve`, {
      body: { until: new Date(clock.ms() + 600_000).toISOString() },
    })
    expect(shelved.state).toBe('shelved')
    await follow({ since: shelved.seq })
    const timer = server.app.get(TimerRunner)
    await timer.tick()
    expect(told).toEqual([])
    clock.pass(11)
    await Promise.all([
      timer.tick(),
      new TimerRunner(server.app.get(AlertTimers), server.app.get(AlertFollower)).tick(),
    ])
    await until(() => told.length === 1)
    const { events } = await ask<{ events: { what: string }[] }>('GET', `/api/alerts/${alert.id}`)
    expect(events.map(({ what }) => what)).toEqual(['raised', 'shelved', 'returned'])
    expect(told[0]).toMatchObject(['alert:changed', { alert: { id: alert.id, state: 'new' } }])
    socket.close()
  })
})

describe('the address of the stream', () => {
  it('is open to a cookie from our own page alone', async () => {
    const socket = io(`${server.url}/live`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      extraHeaders: { cookie: chief, origin: 'https://elsewhere.example' },
    })
    sockets.push(socket)
    const refused = await new Promise((resolve) => socket.once('connect_error', resolve))
    expect(refused).toMatchObject({ data: { code: 'wrong-origin' } })
  })

  it('closes when its person signs out', async () => {
    const cookie = await server.enter('chief', 'correct horse')
    const { socket, follow } = open(cookie)
    await follow({})
    const ended = new Promise((resolve) => socket.once('disconnect', resolve))
    await server.send('DELETE', '/api/session', { as: cookie })
    expect(await ended).toBe('io server disconnect')
  })

  it('is no other than the two that are promised', async () => {
    const answer = await new Promise<string>((resolve) => {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname)
      let text = ''
      socket.on('data', (bytes) => (text += String(bytes))).on('close', () => resolve(text))
      const upgrade =
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA=='
      socket.write(`GET /livestock?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}\r\n\r\n`)
    })
    expect(answer).not.toContain('101')
  })

  it('offers no other transport', async () => {
    expect((await server.send('GET', '/socket.io/?EIO=4&transport=polling')).status).toBe(400)
  })
})
