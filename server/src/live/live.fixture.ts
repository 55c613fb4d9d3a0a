import type { Database } from '@cordon/db'
import { createServer } from 'node:http'
import { io, type Socket } from 'socket.io-client'
import type { AccessChange } from '../access/access-changes.js'
import type { Handshake } from '../access/authenticator.js'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { Metrics } from '../platform/metrics.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { ClientEvents, FollowAnswer, ServerEvents } from '../wire/live.js'
import { roleGrants, scopeGrants } from '../wire/permission.js'
import { Sight } from '../sight/sight.js'
import { Door } from './door.js'
import { LiveFigures } from './figures.js'
import { FollowService } from './follow.service.js'
import { Followers } from './followers.js'
import { LiveGateway } from './gateway.js'
import { Hints } from './hints.js'
import { ChangeSignal } from './signal.js'
import { ChangeTail } from './tail.js'

/** For tests: who is known, by the token they send; access changes when the test says so. */
export class TestAccess {
  readonly known = new Map<string, Principal>()
  private tell: (change: AccessChange) => void = () => undefined

  constructor() {
    for (const name of ['dana', 'omar']) this.known.set(name, person(name))
    const scopes = { reader: 'read', feeder: 'ingest' } as const
    for (const [id, scope] of Object.entries(scopes)) {
      this.known.set(id, { kind: 'token', id, name: id, scopes: [scope], permissions: scopeGrants[scope] })
    }
  }

  async authenticateSocket({ auth }: Handshake): Promise<Result<Principal>> {
    const found = typeof auth.token === 'string' ? this.known.get(auth.token) : undefined
    return found === undefined ? fail('not-signed-in', 'Unknown.') : ok(found)
  }

  onAccessChanged(listener: (change: AccessChange) => void): () => void {
    this.tell = listener
    return () => (this.tell = () => undefined)
  }

  announce(change: AccessChange): void {
    this.tell(change)
  }
}

function person(name: string): Principal {
  const is = { kind: 'account', id: name, name, role: 'officer', permissions: roleGrants.officer } as const
  return { ...is, teams: [], sessionId: `s-${name}` }
}

/** For tests: the live stream of one node on a database. */
export async function liveNode(database: Database, url: string | null = null, coarseKm: number | null = null) {
  const clock = new Clock()
  const access = new TestAccess()
  const signal = new ChangeSignal()
  const metrics = new Metrics()
  const tail = new ChangeTail(database, signal, new Hints(database, { databaseUrl: url }), clock)
  const figures = new LiveFigures(metrics, tail)
  const followers = new Followers(tail, figures, new Sight({ coarseKm }), { hear: (it) => access.announce(it) })
  const door = new Door(access, tail, figures)
  const follows = new FollowService(database, tail, followers, clock)
  const http = createServer((_, response) => response.writeHead(404).end())
  const httpAdapter = { getHttpServer: () => http }
  const newGateway = () => new LiveGateway({ httpAdapter }, door, follows, followers, clock)
  const gateway = newGateway()
  await tail.start()
  gateway.attach(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    ...{ access, signal, metrics, tail, followers, door, gateway, port },
    /** One that has nothing to serve yet, as where a start has failed before. */
    newGateway,
    /** How many sockets are open. */
    sockets: async () => (await metrics.sockets.get()).values[0]?.value ?? 0,
    close: async () => {
      await gateway.close()
      followers.beforeApplicationShutdown()
      await tail.stop()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

export type Told = readonly [name: keyof ServerEvents, payload: { readonly seq: number }]

/** For tests: a client as other people write it. */
export function liveClient(port: number, token: string, options: { namespace?: string; path?: string } = {}) {
  const { namespace = '/live', path = '/socket.io' } = options
  const socket: Socket<ServerEvents, ClientEvents> = io(`http://127.0.0.1:${port}${namespace}`, {
    ...{ path, auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false },
  })
  const told: Told[] = []
  const ends: string[] = []
  socket.onAny((name, payload) => told.push([name, payload]))
  socket.on('disconnect', (reason) => ends.push(reason))
  return {
    socket,
    told,
    ends,
    /** Positions of the changes that it was told, in order. */
    seqs: () => told.filter(([name]) => name.endsWith(':changed')).map(([, { seq }]) => seq),
    names: () => told.map(([name]) => name),
    opened: () =>
      new Promise<void>((resolve, reject) => {
        if (socket.connected) return resolve()
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      }),
    follow: (request: object): Promise<FollowAnswer> => socket.timeout(10_000).emitWithAck('follow', request),
    close: () => socket.disconnect(),
  }
}
