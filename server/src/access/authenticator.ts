import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { ConfigToken, type Config } from '../platform/config.js'
import { deny, ok, type Result } from '../platform/result.js'
import { AccessChanges, type AccessChange } from './access-changes.js'
import { sessionSecret } from './cookie.js'
import { hostAllowed, originAllowed, overTls } from './origin.js'
import type { Principal } from './principal.js'
import { Sessions } from './sessions.js'
import { Tokens } from './tokens.js'

/** What a socket's handshake says of who opens it; Socket.IO's `Handshake` fits. */
export interface Handshake {
  readonly headers: IncomingHttpHeaders
  readonly auth: Readonly<Record<string, unknown>>
  readonly secure?: boolean
}

/** Finds out who asks, for requests and for sockets. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(AccessChanges) private readonly changes: AccessChanges,
  ) {}

  /** Who sends a request. A token wins over a cookie; a cookie whose session has ended is nobody. */
  async authenticate(request: {
    readonly headers: IncomingHttpHeaders
    readonly encrypted: boolean
    /** A token that stands in the address, where a route takes one there. */
    readonly inAddress?: string | null
  }): Promise<Result<Principal | null>> {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined) return this.bearer(authorization)
    if (request.inAddress != null) return this.addressed(request.inAddress)
    const secret = sessionSecret(cookie, overTls(request, this.config))
    return ok(secret === null ? null : await this.sessions.principal(secret))
  }

  /** Who opens a socket: a token in `auth.token`, or the cookie of a page of ours. */
  async authenticateSocket({ headers, auth, secure }: Handshake): Promise<Result<Principal>> {
    const host = hostAllowed(headers.host, this.config)
    if (!host.ok) return host
    const found = typeof auth.token === 'string' ? await this.token(auth.token) : await this.cookie(headers, secure)
    if (!found.ok) return found
    return found.value === null ? deny('not-signed-in', finding('access.socket', {})) : ok(found.value)
  }

  /** Hears of every change of access until the returned function is called. */
  onAccessChanged(listener: (change: AccessChange) => void): () => void {
    return this.changes.onAccessChanged(listener)
  }

  private async cookie(headers: IncomingHttpHeaders, secure = false): Promise<Result<Principal | null>> {
    if (headers.authorization !== undefined) return this.bearer(headers.authorization)
    const origin = originAllowed(headers, this.config)
    return origin.ok ? this.authenticate({ headers, encrypted: secure }) : origin
  }

  private async bearer(authorization: string): Promise<Result<Principal>> {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    if (token === undefined) return deny('not-signed-in', finding('access.bearer', {}))
    return this.token(token)
  }

  /** Addresses are written down in many places: what stands in one may read and nothing else. */
  private async addressed(token: string): Promise<Result<Principal>> {
    const found = await this.token(token)
    if (!found.ok || (found.value.kind === 'token' && found.value.scopes.every((it) => it === 'read'))) return found
    return deny('not-signed-in', finding('access.readToken', {}))
  }

  private async token(token: string): Promise<Result<Principal>> {
    const principal = await this.tokens.principal(token)
    return principal === null ? deny('not-signed-in', finding('access.tokenEnded', {})) : ok(principal)
  }
}
