import type { Alert, Explanation, Rule } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ambush, TestClock } from '../ingest/ingest.fixture.js'
import { ownServer, type OwnServer } from '../platform/server.fixture.js'
import type { ClientEvents, FollowAnswer, IncidentFeature, ServerEvents, Snapshot } from '../wire/index.js'

let server: OwnServer
let chief: string
let socket: Socket<ServerEvents, ClientEvents>
let rule: Rule
let survivor: IncidentFeature
let other: IncidentFeature
const heard: IncidentFeature[] = []

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const answer = await server.send(method, path, { as: chief, ...(body === undefined ? {} : { body }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** The server's own answers are as its contract says: other tests hold them to it. */
async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  const value: T = await (await ask(method, path, body)).json()
  return value
}

async function idsIn(path: string): Promise<readonly string[]> {
  const { features } = await json<{ features: readonly IncidentFeature[] }>('GET', path)
  return features.map(({ id }) => id)
}

const text = async (path: string) => (await ask('GET', path)).text()

/** What the last word of the stream on an incident is. */
async function lastHeard(id: string, status: string): Promise<IncidentFeature> {
  const last = () => heard.findLast((it) => it.id === id)
  await vi.waitUntil(() => last()?.properties.status === status, { timeout: 15_000, interval: 20 })
  const it = last()
  if (it === undefined) throw new Error(`Nothing was heard of ${id}.`)
  return it
}

beforeAll(async () => {
  server = await ownServer(startPostgres, { clock: new TestClock() })
  chief = await server.enter('chief', 'correct horse')
  const geometry = { type: 'Point', coordinates: [20, 10] }
  const properties = { name: 'Zone', visibility: 'public', radiusMetres: 20_000 }
  const zone = await json<{ id: string }>('POST', '/api/zones', { type: 'Feature', geometry, properties })
  rule = await json<Rule>('POST', `/api/zones/${zone.id}/rules`, { name: 'What is known', minGrade: 'F2' })
  const report = (source: string, credibility: string, lon: number) =>
    json<IncidentFeature>(
      'POST',
      '/api/incidents',
      ambush(lon, 10, { source, credibility, title: 'Ambush at Diban', actors: ['Islamic State'] }),
    )
  survivor = await report('RIC', '6', 20)
  other = await report('SOHR', '2', 20.01)
  const snapshot = await json<Snapshot>('GET', '/api/snapshot')
  socket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, extraHeaders: { cookie: chief, origin: server.url } },
  })
  socket.on('incident:changed', ({ incident }) => heard.push(incident))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  await new Promise<FollowAnswer>((resolve) => socket.emit('follow', { since: snapshot.seq }, resolve))
})
afterAll(async () => {
  socket.close()
  await server.close()
})

describe('an incident that is merged into another one', () => {
  it('is suggested as the same while both stand', async () => {
    const { items } = await json<{ items: readonly { incident: IncidentFeature }[] }>(
      'GET',
      `/api/incidents/${survivor.id}/similar`,
    )
    expect(items.map(({ incident }) => incident.id)).toEqual([other.id])
  })

  it('leaves every list and export, and is told to those who watch with where it lives on', async () => {
    await ask('POST', `/api/incidents/${other.id}/merge`, { into: survivor.id, reason: 'One attack' })
    expect(await idsIn('/api/incidents')).toEqual([survivor.id])
    expect(await idsIn('/api/incidents.geojson')).toEqual([survivor.id])
    expect(await text('/api/incidents.csv')).not.toContain(other.id)
    const told = await lastHeard(other.id, 'merged')
    expect(told.properties).toMatchObject({ mergedInto: survivor.id, reason: 'One attack' })
  })

  it('is found by its id, by a filter that names its status, and as it was before', async () => {
    const one = await json<IncidentFeature>('GET', `/api/incidents/${other.id}`)
    expect(one.properties).toMatchObject({ status: 'merged', mergedInto: survivor.id })
    expect(await idsIn('/api/incidents?status=merged')).toEqual([other.id])
    expect(await text('/api/incidents.csv?status=merged')).toContain(`,${survivor.id},`)
    const { recordedAt } = other.properties
    const before = await json<IncidentFeature>('GET', `/api/incidents/${other.id}?asOf=${recordedAt}`)
    expect(before.properties.revision).toBeGreaterThanOrEqual(1)
  })

  it('is suggested for nothing, and nothing for it', async () => {
    for (const { id } of [survivor, other])
      expect(await json('GET', `/api/incidents/${id}/similar`)).toMatchObject({ items: [] })
  })

  it('is suggested for nothing either once what brought it was undone', async () => {
    const third = await json<IncidentFeature>('POST', '/api/incidents', ambush(20, 10, { title: 'Ambush at Diban' }))
    const similar = async () => {
      const { items } = await json<{ items: readonly { incident: IncidentFeature }[] }>(
        'GET',
        `/api/incidents/${survivor.id}/similar`,
      )
      return items.map(({ incident }) => incident.id)
    }
    expect(await similar()).toEqual([third.id])
    const text = `update incident set status = 'withdrawn' where id = $1`
    await server.database.query({ name: null, text, values: [third.id] })
    expect(await similar()).toEqual([])
  })

  it('keeps its alert, which counts in what is explained of the one that stands for it', async () => {
    const { items } = await json<{ items: readonly Alert[] }>('GET', `/api/incidents/${other.id}/alerts`)
    expect(items).toHaveLength(1)
    const why = await json<Explanation>('GET', `/api/explain?incident=${survivor.id}&rule=${rule.id}`)
    const reason = 'already told: version 1 of the rule has alerted for an incident that is merged into this one'
    expect(why).toMatchObject({ fired: false, reason })
  })

  it('comes back everywhere once it is unmerged', async () => {
    await ask('POST', `/api/incidents/${other.id}/unmerge`, { reason: 'Two after all' })
    expect((await idsIn('/api/incidents')).toSorted()).toEqual([survivor.id, other.id].toSorted())
    expect(await text('/api/incidents.csv')).toContain(other.id)
    const told = await lastHeard(other.id, 'unverified')
    expect(told.properties).not.toHaveProperty('mergedInto')
    const why = await json<Explanation>('GET', `/api/explain?incident=${survivor.id}&rule=${rule.id}`)
    expect(why.reason).not.toContain('already told')
  })
})
