import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { Interval } from '@nestjs/schedule'
import type { Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { Server } from 'socket.io'
import { Buckets } from '../access/bucket.js'
import { Clock } from '../platform/clock.js'
import { isOutage } from '../platform/database.js'
import { refuseProtocol } from '../platform/fastify-failure.js'
import type { FollowAnswer } from '../wire/live.js'
import { toProblem, type Failure } from '../wire/problem.js'
import { backlogOf, cut, isTooLong } from './backlog.js'
import { Door } from './door.js'
import { FollowService } from './follow.service.js'
import { Followers } from './followers.js'
import type { LiveServer, LiveSocket } from './socket.js'

const pulseMs = 5_000
/** When the server stops, clients have this long to say goodbye. */
const goodbyeMs = 500

const settings = {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  /** What a client asks is small: a follow request names 1,000 zones at most. */
  maxHttpBufferSize: 65_536,
  /** Whoever has not said who they are by then is disconnected. */
  connectTimeout: 5_000,
  pingInterval: 15_000,
  pingTimeout: 10_000,
} as const satisfies ConstructorParameters<typeof Server>[1]

/** Nest's own host of HTTP fits. */
interface HttpHost {
  readonly httpAdapter: { readonly getHttpServer: () => HttpServer }
}

/**
 * The live stream on Socket.IO, over WebSocket alone. It is reached as namespace `/live` on Socket.IO's own path, and as
 * path `/live` with the root namespace.
 */
@Injectable()
export class LiveGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveGateway.name)
  private readonly io: LiveServer = new Server({ ...settings, transports: [...settings.transports] })
  private readonly asks = new Buckets({ burst: 10, perSecond: 10 })
  private readonly connections = new Set<Duplex>()
  private isAttached = false

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpHost,
    @Inject(Door) private readonly door: Door,
    @Inject(FollowService) private readonly follows: FollowService,
    @Inject(Followers) private readonly followers: Followers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.attach(this.host.httpAdapter.getHttpServer())
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close()
  }

  attach(http: HttpServer): void {
    const namespaces = [this.io.of('/'), this.io.of('/live')]
    this.followers.serve(namespaces)
    for (const namespace of namespaces) {
      namespace.use((socket, next) => void this.admit(socket, next))
      namespace.on('connection', (socket) => this.welcome(socket))
    }
    this.io.attach(http)
    this.isAttached = true
    http.on('upgrade', (request, connection, head) => {
      this.connections.add(connection)
      connection.once('close', () => this.connections.delete(connection))
      const { url = '', headers } = request
      if (/^\/live\/?(\?|$)/.test(url)) this.io.engine.handleUpgrade(request, connection, head)
      else if (!url.startsWith('/socket.io/') && headers.upgrade?.toLowerCase() !== 'websocket')
        refuseProtocol(headers.upgrade, connection)
    })
  }

  /** A sign of life for everyone who follows. */
  @Interval(pulseMs)
  pulse(): void {
    this.followers.pulse(this.clock.now())
  }

  /** Lets go of all clients; they come back by themselves when the server does. There are none where the start failed. */
  async close(): Promise<void> {
    if (!this.isAttached) return
    this.io.engine.close()
    const until = performance.now() + goodbyeMs
    while (this.connections.size > 0 && performance.now() < until) await wait(10)
    for (const connection of this.connections) connection.destroy()
  }

  private async admit(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    try {
      const admitted = await this.door.admit(socket)
      if (!admitted.ok) return next(refusal(admitted.failure))
      socket.data.principal = admitted.value
      next()
    } catch (error) {
      if (!isOutage(error)) this.log.error(error)
      next(refusal({ code: isOutage(error) ? 'unavailable' : 'unexpected' }))
    }
  }

  private welcome(socket: LiveSocket): void {
    const entered = this.door.entered(socket)
    socket.on('disconnect', () => {
      this.followers.end(socket)
      this.door.left(socket)
    })
    // What changed while it came in has been looked at before it is told anything.
    socket.on('follow', (request, callback) => {
      void entered.then(() => (socket.connected ? this.follow(socket, request, callback) : undefined))
    })
  }

  private async follow(socket: LiveSocket, request: unknown, callback: Callback | undefined): Promise<void> {
    const answer = (it: FollowAnswer) => {
      const isAnswered = typeof callback === 'function'
      // Before the answer, so that whoever heeds both takes one snapshot.
      if (!it.ok && (it.code === 'resync' || !isAnswered))
        socket.emit('resync', { seq: this.followers.position, reason: it.detail })
      if (isAnswered) callback(it)
    }
    // Whoever asks without reading the answers would let them pile up.
    if (isTooLong(backlogOf(socket))) return cut(socket)
    if (this.asks.take(socket.id, this.clock.ms()) > 0) return answer(tooOften)
    await this.follows.follow(socket, request, answer).catch((error: unknown) => {
      this.log.error(error)
      socket.disconnect(true)
    })
  }
}

type Callback = (it: FollowAnswer) => void

const tooOften = {
  ok: false,
  code: 'not-allowed',
  detail: 'Expected to be asked to follow 10 times a second at most.',
} as const

/** What a refused client finds in its `connect_error`: the problem's title, and the problem as `data`. */
function refusal(failure: Failure): Error {
  const problem = toProblem(failure)
  return Object.assign(new Error(problem.detail ?? problem.title), { data: problem })
}
