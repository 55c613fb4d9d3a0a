import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { findPostgres, startCluster, startStandby } from '../kit/cluster.js'
import { follower, heldBy, snapshotOf } from '../kit/follower.js'
import { openLine } from '../kit/line.js'
import { postgresMissing } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const install = findPostgres()
const rounds = process.env['CORDON_TEST_FAULTS'] === 'long' ? 10 : 2
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

describe('a database server that dies, and a synchronous standby that takes its place', () => {
  it.for(Array.from({ length: rounds }, (_, at) => at + 1))(
    'lose nothing that was acknowledged, while the same servers of ours go on: round %i',
    async (round, context) => {
      skipUnless(context, install !== null, postgresMissing)
      const { primary, standby, line, server } = await aHouse()
      const watcher = follower()
      await watcher.join(server)
      stops.push(() => Promise.resolve(watcher.leave()))
      await rule(server)

      const acknowledged = new Set<string>()
      const statuses = new Set<number>()
      let isDone = false
      const hand = async (name: number) => {
        for (let n = 0; !isDone; n += 1) {
          const externalId = `standby-${round}-${name}-${n}`
          const status = await post(server, externalId)
          statuses.add(status)
          if (status === 201) acknowledged.add(externalId)
        }
      }
      const hands = Array.from({ length: 6 }, (_, name) => hand(name))
      await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 20 }).toBeGreaterThan(100 * round)
      expect(await figure(server, 'cordon_standby_follows')).toBe('1')
      expect(await ask(primary.url, 'select sync_state from pg_stat_replication')).toEqual([{ sync_state: 'sync' }])
      expect(await found(server)).toBeGreaterThan(0)
      expect(await ask(standby.url, `select from pg_stat_activity where query ~ 'from incident i'`)).not.toEqual([])

      await primary.kill()
      line.cut()
      await ask(standby.url, 'select pg_promote()')
      line.leadTo(standby.url)
      line.mend()
      const before = acknowledged.size
      await expect.poll(() => acknowledged.size, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before + 100)
      isDone = true
      await Promise.all(hands)

      expect([...statuses].filter((it) => ![200, 201, 503].includes(it))).toEqual([])
      const world = await snapshotOf(server)
      const stored = world.incidents.features.map(({ id, properties }) => ({ id, key: properties.externalId ?? '' }))
      expect(new Set(stored.map(({ key }) => key)).size).toBe(stored.length)
      const keys = new Set(stored.map(({ key }) => key))
      expect([...acknowledged].filter((key) => !keys.has(key))).toEqual([])
      const alerted = new Set(world.alerts.map(({ incidentId }) => incidentId))
      expect(stored.filter(({ id }) => !alerted.has(id))).toEqual([])
      expect(world.alerts).toHaveLength(stored.length)
      await expect.poll(() => watcher.held(), { timeout: 20_000 }).toEqual(heldBy(world))
      // What was the standby is the database now: history is read from it as such.
      await expect.poll(() => figure(server, 'cordon_standby_follows'), { timeout: 20_000 }).toBe('0')
      expect(await found(server)).toBe(stored.length)
    },
  )
})

/** A server of ours over a line to a primary that waits for its standby, from which history is read. */
async function aHouse() {
  if (install === null) throw new Error(postgresMissing)
  const primary = await startCluster(install, { fsync: true })
  stops.push(primary.stop)
  const standby = await startStandby(install, primary, 'second')
  stops.push(standby.stop)
  await ask(primary.url, `alter system set synchronous_standby_names = 'second'`)
  await ask(primary.url, 'select pg_reload_conf()')
  await ask(primary.url, 'alter role cordon set synchronous_commit = remote_write')
  const line = await openLine(primary.url)
  stops.push(line.close)
  const folder = await mkdtemp(join(tmpdir(), 'cordon-standby-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const through = new URL(primary.url)
  through.port = new URL(line.url).port
  const server = await startCordon(folder, { DATABASE_URL: through.href, CORDON_STANDBY_URL: standby.url })
  stops.push(server.kill)
  return { primary, standby, line, server }
}

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<object>(text).finally(() => client.end())
  return rows
}

async function call({ url, token }: Running, path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return answer.json()
}

async function rule(server: Running): Promise<void> {
  const zone = await call(server, '/api/zones', {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40.7625, 36.4775] },
    properties: { name: 'Prison', radiusMetres: 20_000 },
  })
  const id = typeof zone === 'object' && zone !== null && 'id' in zone ? String(zone.id) : ''
  await call(server, `/api/zones/${id}/rules`, { name: 'Anything' })
}

async function post({ url, token }: Running, externalId: string): Promise<number> {
  const said = { type: 'ambush', title: 'Ambush', severity: 'severe', occurredFrom: new Date().toISOString() }
  const properties = { ...said, source: 'standby', externalId }
  const body = JSON.stringify({ type: 'Feature', geometry: { type: 'Point', coordinates: [40.77, 36.48] }, properties })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/api/incidents`, { method: 'POST', headers, body })
  await answer.text()
  return answer.status
}

async function figure({ url, token }: Running, name: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  return new RegExp(`^${name} (\\S+)$`, 'm').exec(await answer.text())?.[1]
}

/** How many incidents history finds, page by page. */
async function found({ url, token }: Running): Promise<number> {
  let count = 0
  for (let next = '?limit=500'; next !== '';) {
    const answer = await fetch(`${url}/api/incidents${next}`, { headers: { authorization: `Bearer ${token}` } })
    const page: unknown = await answer.json()
    if (typeof page !== 'object' || page === null || !('features' in page) || !Array.isArray(page.features)) return -1
    count += page.features.length
    const cursor = 'next' in page && typeof page.next === 'string' ? page.next : ''
    next = cursor === '' ? '' : `?limit=500&cursor=${encodeURIComponent(cursor)}`
  }
  return count
}
