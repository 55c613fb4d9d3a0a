import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance, type Chance } from '../kit/chance.js'
import { follower, heldBy, snapshotOf, type Follower } from '../kit/follower.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const seed = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000)
const long = process.env['CORDON_TEST_FAULTS'] === 'long'
const points = [
  'ingest.begun',
  'ingest.measured',
  'ingest.sent',
  'ingest.committed',
  'publish.read',
  'publish.emitted',
  'acknowledge.begun',
  'acknowledge.sent',
  'acknowledge.committed',
]

/** What was promised to whoever sent something: it is checked after every death. */
interface Promised {
  /** External ids of incidents that were answered with 2xx. */
  readonly incidents: Set<string>
  /** Ids of alerts whose acknowledgement was answered with 2xx. */
  readonly acknowledged: Set<string>
  /** External ids that were sent at all. */
  readonly sent: Set<string>
}

/** One database with what was promised on it, over many lives of the server. */
class Trial {
  readonly promised: Promised = { incidents: new Set(), acknowledged: new Set(), sent: new Set() }
  private readonly client: Follower = follower()
  private posted = 0

  constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly random: Chance,
  ) {}

  async prepare(): Promise<void> {
    const server = await this.start()
    const zone = await call(server, '/api/zones', {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [40.7625, 36.4775] },
      properties: { name: 'Prison', radiusMetres: 20_000 },
    })
    await call(server, `/api/zones/${idOf(zone.body)}/rules`, { name: 'Anything' })
    await server.kill()
  }

  /** Lives until the fault point ends the server, then shows that nothing that was promised is gone or doubled. */
  async dieAt(point: string): Promise<void> {
    const count = 1 + this.random.below(6)
    const doomed = await this.start({ CORDON_TEST_FAULT_AT: `${point}:${count}` })
    await this.client.join(doomed).catch(() => undefined)
    await Promise.all(Array.from({ length: 6 }, (_, hand) => this.work(doomed, hand)))
    await doomed.kill()
    this.client.leave()
    await this.check()
  }

  private start(env: Readonly<Record<string, string>> = {}): Promise<Running> {
    return startCordon(this.folder, { ...this.env, ...env })
  }

  private async work(server: Running, hand: number): Promise<void> {
    for (let n = 0; n < 8; n += 1) {
      const alive =
        hand === 0 ? await this.acknowledgeOne(server) : await this.post(server, `kill-${(this.posted += 1)}`)
      if (!alive) return
    }
  }

  private async post(server: Running, externalId: string): Promise<boolean> {
    this.promised.sent.add(externalId)
    const answer = await call(server, '/api/incidents', incident(externalId)).catch(() => null)
    if (answer !== null && answer.status < 300) this.promised.incidents.add(externalId)
    return answer !== null
  }

  private async acknowledgeOne(server: Running): Promise<boolean> {
    const world = await snapshotOf(server).catch(() => null)
    if (world === null) return false
    const fresh = world.alerts.filter((alert) => alert.state === 'new')
    const alert = fresh[this.random.below(Math.max(1, fresh.length))]
    if (alert === undefined) return true
    const answer = await call(server, `/api/alerts/${alert.id}/acknowledge`, {}).catch(() => null)
    if (answer?.status === 200) this.promised.acknowledged.add(alert.id)
    return answer !== null
  }

  private async check(): Promise<void> {
    const server = await this.start()
    try {
      for (const externalId of this.promised.sent) {
        if (!this.promised.incidents.has(externalId)) await this.post(server, externalId)
      }
      const world = await snapshotOf(server)
      const ids = world.incidents.features.map(({ properties }) => properties.externalId ?? '')
      expect(ids.toSorted(), 'incidents lost or doubled').toEqual([...this.promised.sent].toSorted())
      const alerted = world.alerts.map((alert) => alert.incidentId)
      expect(new Set(alerted).size, 'alerts doubled').toBe(alerted.length)
      expect(alerted.length, 'alerts lost').toBe(ids.length)
      const stood = world.alerts.filter((alert) => alert.state === 'acknowledged').map((alert) => alert.id)
      for (const id of this.promised.acknowledged) expect(stood, 'acknowledgements lost').toContain(id)
      await this.client.join(server)
      await caughtUp(this.client, (await snapshotOf(server)).seq)
      expect(this.client.held(), 'the client has another list').toEqual(heldBy(await snapshotOf(server)))
      expect(this.client.disorder).toEqual([])
    } finally {
      this.client.leave()
      await server.kill()
    }
  }
}

async function caughtUp(client: Follower, seq: number): Promise<void> {
  for (const end = Date.now() + 15_000; client.seq < seq && Date.now() < end;) await pause(20)
  expect(client.seq).toBeGreaterThanOrEqual(seq)
}

function incident(externalId: string): object {
  const occurredFrom = new Date().toISOString()
  const properties = { type: 'ambush', title: 'Ambush', severity: 'severe', occurredFrom, source: 'kill', externalId }
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [40.77, 36.48] }, properties }
}

async function call(server: Running, path: string, body: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.token}` }
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const value: unknown = await answer.json()
  return { status: answer.status, body: value }
}

function idOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string') return body.id
  throw new Error(`No id in ${JSON.stringify(body)}`)
}

/** The given points as many times, in an order of chance. */
function journey(times: number, random: Chance, some: readonly string[]): readonly string[] {
  const all = Array.from({ length: times }, () => some).flat()
  const placed = all.map((point) => ({ point, at: random.next() }))
  return placed.toSorted((a, b) => a.at - b.at).map(({ point }) => point)
}

describe(`a server that is killed at any moment loses nothing it acknowledged and doubles nothing (seed ${seed})`, () => {
  const random = chance(seed)
  const folders: string[] = []
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'cordon-kill-'))
    folders.push(made)
    return made
  }
  let server: Awaited<ReturnType<typeof startPostgres>> = null
  beforeAll(async () => {
    server = await startPostgres({ own: true })
  })
  afterAll(async () => {
    await server?.stop()
    for (const made of folders) await rm(made, { recursive: true, force: true })
  })

  it('on PostgreSQL', { timeout: long ? 7_200_000 : 600_000 }, async (context) => {
    skipUnless(context, server !== null, postgresMissing)
    const trial = new Trial(await folder(), { DATABASE_URL: server?.url ?? '' }, random)
    await trial.prepare()
    const some = long ? points : journey(1, random, points).slice(0, 3)
    for (const point of journey(long ? 20 : 1, random, some)) await trial.dieAt(point)
    expect(trial.promised.incidents.size).toBeGreaterThan(3)
  })

  it('on the embedded database', { timeout: long ? 7_200_000 : 600_000 }, async () => {
    const trial = new Trial(await folder(), {}, random)
    await trial.prepare()
    const some = long ? points : journey(1, random, points).slice(0, 1)
    for (const point of journey(long ? 20 : 1, random, some)) await trial.dieAt(point)
    expect(trial.promised.incidents.size).toBeGreaterThan(0)
  })
})
