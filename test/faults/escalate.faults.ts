import type { AlertEvent, Delivery } from '@cordon/alerts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findPostgres } from '../kit/cluster.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** Six seconds. */
const soon = 0.1

async function ask<T>({ url, token }: Running, what: string, body?: object): Promise<T> {
  const [method = '', path = ''] = what.split(' ')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const told: T = await answer.json()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${JSON.stringify(told)}`)
  return told
}

/** An alert whose escalation has two steps; gives its id. */
async function raise(server: Running): Promise<string> {
  const room = [{ kind: 'room' }]
  const steps = [soon, soon].map((afterMinutes) => ({ afterMinutes, tells: room }))
  const { id: escalationId } = await ask<{ id: string }>(server, 'POST /api/escalations', { name: 'Night', steps })
  const point = { type: 'Point', coordinates: [40.7625, 36.4775] }
  const zone = { type: 'Feature', geometry: point, properties: { name: 'Prison', radiusMetres: 5_000 } }
  const { id } = await ask<{ id: string }>(server, 'POST /api/zones', zone)
  await ask(server, `POST /api/zones/${id}/rules`, { name: 'Any', escalationId })
  const said = { type: 'ambush', title: 'Shots', occurredFrom: new Date().toISOString(), uncertaintyMetres: 100 }
  await ask(server, 'POST /api/incidents', { type: 'Feature', geometry: point, properties: said })
  const { items } = await ask<{ items: readonly { id: string }[] }>(server, 'GET /api/alerts')
  return items[0]?.id ?? ''
}

interface Story {
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly Delivery[]
}

async function away({ url }: Running): Promise<void> {
  const gone = () =>
    fetch(`${url}/api/health`).then(
      () => false,
      () => true,
    )
  await vi.waitUntil(gone, { timeout: 30_000, interval: 50 })
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it calls somebody, on %s', (_, withPostgres) => {
  it('takes each step exactly once after it is started again', async (context) => {
    if (withPostgres) skipUnless(context, findPostgres() !== null, postgresMissing)
    const folder = await mkdtemp(join(tmpdir(), 'cordon-escalate-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const postgres = withPostgres ? await startPostgres({ own: true }) : null
    if (postgres !== null) stops.push(() => postgres.stop())
    const env = postgres === null ? {} : { DATABASE_URL: postgres.url }
    const begin = async (faultAt: string | null) => {
      const server = await startCordon(folder, { ...env, ...(faultAt && { CORDON_TEST_FAULT_AT: faultAt }) })
      stops.push(() => server.kill())
      return server
    }

    const first = await begin('escalate.begun:1')
    const alert = await raise(first)
    await away(first)
    const second = await begin('escalate.committed:1')
    await away(second)
    const last = await begin(null)
    const story = () => ask<Story>(last, `GET /api/alerts/${alert}`)
    const steps = async () => (await story()).events.filter(({ what }) => what === 'escalated')
    await vi.waitUntil(async () => (await steps()).length >= 2, { timeout: 30_000, interval: 200 })
    const { deliveries } = await story()
    expect((await steps()).map(({ detail }) => detail)).toEqual(['1: room', '2: room'])
    expect(deliveries.map(({ alertRevision }) => alertRevision).toSorted()).toEqual([1, 2, 3])
  })
})
