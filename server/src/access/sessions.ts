import { Inject, Injectable } from '@nestjs/common'
import { renewSession, sessionByHash, sessionTable, type Database, type SignedIn } from '@cordon/db'
import { ageMs, instantOf } from '@cordon/alerts'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { roleGrants } from '../wire/permission.js'
import { AccessChanges } from './access-changes.js'
import { concerns, type AccountPrincipal } from './principal.js'
import { Remembered } from './remembered.js'
import { newSecret, secretHash } from './secret.js'

/** A session ends this long after it was last used … */
const idleMs = 14 * 3_600_000
/** … and its use is noted no more often than this. */
const renewMs = 300_000

/** Where a sign-in comes from; kept with the session. */
export interface Visitor {
  readonly address: string
  readonly agent: string | null
}

/** Sessions of people: the cookie holds a secret, the database its hash. */
@Injectable()
export class Sessions {
  private readonly remembered = new Remembered<AccountPrincipal>()

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AccessChanges) private readonly changes: AccessChanges,
  ) {
    changes.onAccessChanged((change) => this.remembered.forget((it) => concerns(change, it)))
  }

  /** Opens a session and gives the cookie's secret. */
  async open(accountId: string, visitor: Visitor): Promise<string> {
    const secret = newSecret()
    const now = this.clock.now()
    await this.database.dataSource.getRepository(sessionTable).insert({
      idHash: Buffer.from(secretHash(secret), 'hex'),
      accountId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: instantOf(this.clock.ms() + idleMs),
      address: visitor.address,
      agent: visitor.agent?.slice(0, 300) ?? null,
    })
    return secret
  }

  /** Who is behind a cookie's secret; null when the session has ended. */
  principal(secret: string): Promise<AccountPrincipal | null> {
    const sessionId = secretHash(secret)
    return this.remembered.find(sessionId, this.clock.ms(), () => this.lookUp(sessionId))
  }

  private async lookUp(sessionId: string): Promise<AccountPrincipal | null> {
    const now = this.clock.now()
    const idHash = Buffer.from(sessionId, 'hex')
    const [found] = await this.database.query<SignedIn>(sessionByHash(idHash, now))
    if (found === undefined) return null
    if (ageMs(found.lastSeenAt, now) > renewMs) await this.database.query(renewSession(idHash, now))
    const { id, name, role, teams } = found
    return { kind: 'account', id, name, role, permissions: roleGrants[role], teams, sessionId }
  }

  /** Ends one session. */
  async end(sessionId: string): Promise<void> {
    await this.database.dataSource.getRepository(sessionTable).delete({ idHash: Buffer.from(sessionId, 'hex') })
    this.changes.announce({ of: 'session', id: sessionId })
  }
}
