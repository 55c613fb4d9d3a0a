import type { Config } from '@cordon/server'
import { localDoorPath, startServer, type RunningServer } from '@cordon/server'
import type { FollowAnswer, IncidentFeature, Snapshot } from '@cordon/server/wire'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance, type Chance } from '../kit/chance.js'
import { postgresMissing, startPostgres } from '../kit/postgres.js'
import { skipUnless } from '../kit/skip.js'

const seed = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000)
const long = process.env['CORDON_TEST_FAULTS'] === 'long'
const batches = long ? 2_000 : 60
const clients = long ? 24 : 8
/** A run that hangs shall say so itself, before the whole suite is ended for it. */
const patienceMs = long ? 1_200_000 : 180_000
/** Fewer incidents than a snapshot holds, so that most of what is sent are revisions. */
const incidents = 1_000

interface Node {
  readonly server: RunningServer
  readonly token: string
}

/** Whatever was started, so that a failing test leaves nothing running. */
const started: RunningServer[] = []

async function startNode(folder: string, databaseUrl: string | null): Promise<Node> {
  const config: Config = {
    ...{ port: 0, host: '127.0.0.1', folder, databaseUrl, admin: { name: 'chief', password: 'correct horse' } },
    ...{
      demo: false,
      origins: [],
      trustProxy: false,
      logLevel: 'silent',
      gazetteer: [],
      rateLimits: false,
      feedHosts: [],
      mapFile: null,
      standbyUrl: null,
      coarseKm: null,
      webhookHosts: [],
      smtpUrl: null,
      mailFrom: null,
      secretKeys: [],
    },
  }
  const server = await startServer(config, { durable: false })
  started.push(server)
  const door: unknown = JSON.parse(await readFile(localDoorPath(folder), 'utf8'))
  if (typeof door === 'object' && door !== null && 'token' in door && typeof door.token === 'string') {
    return { server, token: door.token }
  }
  throw new Error('The server left no token.')
}

function call({ server, token }: Node, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(
    server.url + path,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  )
}

async function snapshot(node: Node): Promise<Snapshot> {
  const answer = await call(node, '/api/snapshot')
  return answer.json().then((world: Snapshot) => world)
}

/** A program that keeps a list by snapshot and events, and is cut off all the time. */
class Restless {
  readonly faults: string[] = []
  readonly revisions = new Map<string, number>()
  cuts = 0
  snapshots = 0
  seq = 0
  private socket: Socket | null = null

  async join(node: Node): Promise<void> {
    if (this.seq === 0) await this.begin(node)
    const socket = io(`${node.server.url}/live`, {
      transports: ['websocket'],
      auth: { token: node.token },
      forceNew: true,
      reconnection: false,
    })
    this.socket = socket
    socket.onAny((name: string, event: { readonly seq: number; readonly incident?: IncidentFeature }) => {
      if (socket === this.socket && name.endsWith(':changed')) this.take(event)
    })
    socket.on('resync', () => this.faults.push('a new snapshot was asked for'))
    await greeted(socket)
    if (!socket.connected) return
    const answer = await follow(socket, this.seq)
    if (answer?.ok === false) this.faults.push(answer.detail)
  }

  /** Politely, or as a broken line would. */
  leave(politely: boolean): void {
    const { socket } = this
    this.socket = null
    this.cuts += 1
    if (politely) socket?.disconnect()
    else socket?.io.engine.close()
  }

  private async begin(node: Node): Promise<void> {
    const world = await snapshot(node)
    for (const { id, properties } of world.incidents.features) this.revisions.set(id, properties.revision)
    this.seq = world.seq
  }

  /** Everything is public here, so that a client that watches all sees every position. */
  private take({ seq, incident }: { readonly seq: number; readonly incident?: IncidentFeature }): void {
    if (seq !== this.seq + 1) this.faults.push(`${seq} after ${this.seq}`)
    this.seq = seq
    if (incident !== undefined) this.revisions.set(incident.id, incident.properties.revision)
  }
}

/** A line that breaks before the server has greeted tells neither of success nor of an error, only of its end. */
function greeted(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    for (const end of ['connect', 'connect_error', 'disconnect']) socket.once(end, () => resolve())
  })
}

/** Null when the line broke before the answer came. */
function follow(socket: Socket, since: number): Promise<FollowAnswer | null> {
  return new Promise((resolve) => {
    const answered = (error: Error | null, answer: FollowAnswer) => resolve(error === null ? answer : null)
    socket.timeout(5_000).emit('follow', { since }, answered)
  })
}

function feature(n: number, random: Chance): object {
  const occurredFrom = new Date().toISOString()
  const said = { type: 'ambush', title: `Ambush ${random.below(1_000_000)}`, occurredFrom }
  const geometry = { type: 'Point', coordinates: [random.between(39, 42), random.between(34, 37)] }
  return { type: 'Feature', geometry, properties: { ...said, source: 'storm', externalId: `storm-${n}` } }
}

async function write(nodes: () => readonly Node[], random: Chance): Promise<void> {
  for (let n = 0; n < batches; n += 1) {
    const features = Array.from({ length: 1 + random.below(20) }, () => feature(random.below(incidents), random))
    const unlike = [...new Map(features.map((it) => [JSON.stringify(it).replace(/Ambush \d+/, ''), it])).values()]
    const node = pick(nodes(), random)
    const answer = await call(node, '/api/incidents', { type: 'FeatureCollection', features: unlike })
    if (answer.status >= 300) throw new Error(await answer.text())
  }
}

function pick<T>(from: readonly T[], random: Chance): T {
  return from[random.below(from.length)] ?? expect.unreachable()
}

async function unrest(nodes: () => readonly Node[], random: Chance, during: () => Promise<void>): Promise<void> {
  const all = Array.from({ length: clients }, () => new Restless())
  await Promise.all(all.map((client) => client.join(pick(nodes(), random))))
  const state = { writing: true }
  const live = async (client: Restless) => {
    while (state.writing) {
      await wait(random.between(20, 400))
      client.leave(random.next() < 0.5)
      await client.join(pick(nodes(), random))
    }
  }
  const lives = all.map(live)
  try {
    await Promise.all([write(nodes, random), write(nodes, random), during()])
  } finally {
    state.writing = false
  }
  await Promise.all(lives)
  await settle(all, nodes, random)
}

async function settle(all: readonly Restless[], nodes: () => readonly Node[], random: Chance): Promise<void> {
  const world = await snapshot(pick(nodes(), random))
  const stored = world.incidents.features.map(({ id, properties }) => [id, properties.revision])
  expect(stored).toHaveLength(world.incidentTotal)
  for (const end = Date.now() + 20_000; all.some(({ seq }) => seq < world.seq) && Date.now() < end;) await wait(20)
  for (const client of all) {
    client.leave(true)
    expect(client.faults).toEqual([])
    expect(client.seq).toBe(world.seq)
    expect([...client.revisions].toSorted()).toEqual(stored.toSorted())
  }
  expect(Math.min(...all.map(({ cuts }) => cuts))).toBeGreaterThan(2)
}

describe(`${clients} clients that are cut off all the time end with the list of the database (seed ${seed})`, () => {
  const random = chance(seed)
  let postgres: Awaited<ReturnType<typeof startPostgres>> = null
  const folders: string[] = []
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'cordon-sockets-'))
    folders.push(made)
    return made
  }
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(async () => {
    for (const server of started) await server.stop()
    await postgres?.stop()
    for (const made of folders) await rm(made, { recursive: true, force: true })
  })

  it('on two nodes on PostgreSQL, one of which is replaced', { timeout: patienceMs }, async (context) => {
    skipUnless(context, postgres !== null, postgresMissing)
    const url = postgres?.url ?? null
    const nodes = [await startNode(await folder(), url), await startNode(await folder(), url)]
    let up = nodes
    await unrest(
      () => up,
      random,
      async () => {
        const [first, second] = nodes
        if (first === undefined || second === undefined) return
        await wait(500)
        up = [first]
        await wait(200)
        await second.server.stop()
        up = [first, await startNode(await folder(), url)]
      },
    )
  })

  it('on the embedded database', { timeout: patienceMs }, async () => {
    const node = await startNode(await folder(), null)
    await unrest(
      () => [node],
      random,
      async () => undefined,
    )
  })
})
