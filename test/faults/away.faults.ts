import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { heldBy, snapshotOf } from '../kit/follower.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

describe('a database that goes away while reports come in', () => {
  it('is told with 503 and when to come back, and ingest resumes by itself without loss', async (context) => {
    const postgres = await startPostgres({ own: true })
    skipUnless(context, postgres !== null, postgresMissing)
    if (postgres === null) return
    stops.push(() => postgres.stop())
    const folder = await mkdtemp(join(tmpdir(), 'cordon-away-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const server = await startCordon(folder, { DATABASE_URL: postgres.url })
    stops.push(() => server.kill())

    const acknowledged = new Set<string>()
    const statuses = new Map<number, number>()
    let unready = 0
    let done = false
    const hand = async (name: number) => {
      for (let n = 0; !done; n += 1) {
        const externalId = `away-${name}-${n - (n % 2)}`
        // Every other one goes in its turn: what is known already is looked up under the lock.
        const answer = await post(server.url, server.token, externalId)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status === 503 && answer.retryAfter === null) unready += 1
        if (answer.status === 201) acknowledged.add(externalId)
      }
    }
    const hands = Array.from({ length: 6 }, (_, name) => hand(name))
    const admin = new pg.Client({ connectionString: postgres.url })
    await admin.connect()
    for (let round = 0; round < 12; round += 1) {
      const before = acknowledged.size
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database()`)
      await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 20 }).toBeGreaterThan(before + 5)
    }
    done = true
    await Promise.all(hands)
    await admin.end()

    expect([...statuses.keys()].filter((status) => ![200, 201, 503].includes(status))).toEqual([])
    expect(unready).toBe(0)
    const world = await snapshotOf(server)
    const stored = world.incidents.features.map(({ properties }) => properties.externalId ?? '')
    expect(new Set(stored).size).toBe(stored.length)
    for (const id of acknowledged) expect(stored).toContain(id)
    expect(Object.keys(heldBy(world).incidents)).toHaveLength(stored.length)
  })
})

async function post(url: string, token: string, externalId: string) {
  const said = { type: 'ambush', title: 'Ambush', severity: 'severe', occurredFrom: '2026-11-01T00:00:00Z' }
  const properties = { ...said, source: 'away', externalId }
  const body = JSON.stringify({ type: 'Feature', geometry: { type: 'Point', coordinates: [40.77, 36.48] }, properties })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/api/incidents`, { method: 'POST', headers, body })
  await answer.text()
  return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
}
