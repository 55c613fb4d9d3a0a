import { Inject, Injectable } from '@nestjs/common'
import {
  tokenByHash,
  tokensPage,
  tokenTable,
  touchToken,
  type Database,
  type KnownToken,
  type TokenRow,
} from '@cordon/db'
import { ageMs, commandLineName, faultAt, finding, type Scope } from '@cordon/alerts'
import { IsNull } from 'typeorm'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import type { TokenOut } from '../wire/access.js'
import { permissions, scopeGrants, type Permission } from '../wire/permission.js'
import { AccessChanges } from './access-changes.js'
import { lockAccounts, takenFromToken } from './names.js'
import { concerns, type Principal, type TokenPrincipal } from './principal.js'
import { Remembered } from './remembered.js'
import { newSecret, secretHash, tokenPrefix } from './secret.js'

/** Who the command line is, over restarts: what it sent once with an idempotency key is known again. */
const commandLineId = '018f0000-0000-7000-8000-00000000c11e'

/** The use of a token is noted no more often than this. */
const touchMs = 60_000

export interface NewToken {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
}

/** API tokens of programs. */
@Injectable()
export class Tokens {
  private readonly remembered = new Remembered<TokenPrincipal>()
  private local: { readonly hash: string; readonly principal: TokenPrincipal } | null = null

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AccessChanges) private readonly changes: AccessChanges,
  ) {
    changes.onAccessChanged((change) => this.remembered.forget((it) => concerns(change, it)))
  }

  /** Who is behind a bearer's text; null when it is unknown, revoked or has ended. */
  async principal(secret: string): Promise<TokenPrincipal | null> {
    const hash = secretHash(secret)
    if (hash === this.local?.hash) return this.local.principal
    return this.remembered.find(hash, this.clock.ms(), () => this.lookUp(hash))
  }

  private async lookUp(hash: string): Promise<TokenPrincipal | null> {
    const now = this.clock.now()
    const [found] = await this.database.query<KnownToken>(tokenByHash(Buffer.from(hash, 'hex'), now))
    if (found === undefined) return null
    const unnoted = found.lastUsedAt === null || ageMs(found.lastUsedAt, now) > touchMs
    if (unnoted) await this.database.query(touchToken(found.id, now))
    return principalOf(found)
  }

  /** Makes the token that the command line on this machine uses while this process runs; it is stored nowhere else. */
  openLocal(): string {
    const secret = tokenPrefix + newSecret()
    const principal = principalOf({ id: commandLineId, name: commandLineName, scopes: ['admin'] })
    this.local = { hash: secretHash(secret), principal }
    return secret
  }

  async list(limit: number, cursor: string | undefined): Promise<Result<object>> {
    const before = readCursor(cursor)
    if (!before.ok) return before
    const rows = await this.database.query<TokenOut>(tokensPage(before.value, limit + 1))
    return ok(pageOf(rows, limit, (last) => [last.createdAt, last.id]))
  }

  /** Makes a token; its secret is told here and never again. */
  async create(wanted: NewToken, by: Principal): Promise<Result<TokenOut & { readonly token: string }>> {
    const now = this.clock.now()
    if (wanted.expiresAt !== null && wanted.expiresAt <= now) {
      return wrong(faultAt('expiresAt', finding('asked.future', { got: wanted.expiresAt })))
    }
    const token = tokenPrefix + newSecret()
    const scopes = [...new Set(wanted.scopes)]
    const told = { id: newId(this.clock.ms()), name: wanted.name, scopes, createdBy: by.name, createdAt: now }
    const row: TokenRow = {
      ...told,
      expiresAt: wanted.expiresAt,
      hash: Buffer.from(secretHash(token), 'hex'),
      lastUsedAt: null,
      revokedAt: null,
    }
    return this.database.dataSource.transaction(async (manager) => {
      await lockAccounts(manager)
      const taken = await takenFromToken(manager, wanted.name)
      if (taken !== null) return taken
      await manager.insert(tokenTable, row)
      return ok({ ...told, expiresAt: row.expiresAt, lastUsedAt: null, token })
    })
  }

  async revoke(id: string): Promise<Result<undefined>> {
    const tokens = this.database.dataSource.getRepository(tokenTable)
    const { affected } = await tokens.update({ id, revokedAt: IsNull() }, { revokedAt: this.clock.now() })
    if (affected !== 1) return deny('not-found', finding('access.noToken', {}))
    this.changes.announce({ of: 'token', id })
    return ok(undefined)
  }
}

function principalOf({ id, name, scopes }: Pick<TokenRow, 'id' | 'name' | 'scopes'>): TokenPrincipal {
  const granted = new Set<Permission>(scopes.flatMap((scope) => scopeGrants[scope]))
  return { kind: 'token', id, name, scopes, permissions: permissions.filter((it) => granted.has(it)) }
}
