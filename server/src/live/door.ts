import { finding } from '@cordon/alerts'
import { Inject, Injectable, Logger } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Authenticator } from '../access/authenticator.js'
import type { AccessChange } from '../access/access-changes.js'
import { concerns, may, type Principal } from '../access/principal.js'
import { deny, ok, type Result } from '../platform/result.js'
import { LiveFigures } from './figures.js'
import type { LiveSocket } from './socket.js'
import { ChangeTail } from './tail.js'

/** Sockets that one person or program may have open at once. */
const mostSockets = 500

/** Lets sockets in whose owner may read, and turns out those whose access has ended. */
@Injectable()
export class Door {
  private readonly log = new Logger(Door.name)
  private readonly inside = new Set<LiveSocket>()

  constructor(
    @Inject(Authenticator)
    private readonly authenticator: Pick<Authenticator, 'authenticateSocket' | 'onAccessChanged'>,
    @Inject(ChangeTail) private readonly tail: ChangeTail,
    @Inject(LiveFigures) private readonly figures: LiveFigures,
  ) {
    authenticator.onAccessChanged((change) => void this.accessChanged(change))
  }

  /** Finds out who opens a socket, and whether they may. */
  async admit(socket: LiveSocket): Promise<Result<Principal>> {
    const found = await this.authenticate(socket)
    if (!found.ok) return found
    const open = [...this.inside].filter(({ data }) => data.principal.id === found.value.id).length
    if (open < mostSockets) return found
    return deny('too-many', finding('access.sockets', { mostCount: mostSockets }))
  }

  /** Checked once more, for what changed between asking and entering. */
  async entered(socket: LiveSocket): Promise<void> {
    this.inside.add(socket)
    this.figures.sockets.set(this.inside.size)
    await this.check([socket])
  }

  left(socket: LiveSocket): void {
    this.inside.delete(socket)
    this.figures.sockets.set(this.inside.size)
  }

  /** Checks everybody: sessions end by time, and other nodes change access too. */
  @Interval(60_000)
  async checkAll(): Promise<void> {
    await this.check([...this.inside])
  }

  private async accessChanged(change: AccessChange): Promise<void> {
    await this.check([...this.inside].filter(({ data }) => concerns(change, data.principal)))
  }

  private async check(sockets: readonly LiveSocket[]): Promise<void> {
    for (const socket of sockets) {
      // While the database is away nobody's access changes.
      const found = await this.authenticate(socket).catch(() => ok(socket.data.principal))
      if (!found.ok || !isSame(found.value, socket.data.principal)) this.turnOut(socket)
    }
  }

  private async authenticate(socket: LiveSocket): Promise<Result<Principal>> {
    const found = await this.authenticator.authenticateSocket(socket.handshake)
    if (!found.ok || may(found.value, 'read')) return found
    return deny('not-allowed', finding('access.live', { permission: 'read' }))
  }

  private turnOut(socket: LiveSocket): void {
    this.log.log(`The access of ${socket.data.principal.name} has changed: disconnected.`)
    this.figures.resync('access')
    socket.emit('resync', { seq: this.tail.position, reason: 'Your access has changed. Sign in again.' })
    socket.disconnect(true)
  }
}

function isSame(a: Principal, b: Principal): boolean {
  return (
    a.kind === b.kind && a.id === b.id && a.permissions.join() === b.permissions.join() && teamsOf(a) === teamsOf(b)
  )
}

function teamsOf(who: Principal): string {
  return who.kind === 'account' ? who.teams.join() : ''
}
