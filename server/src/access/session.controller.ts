import { Controller, Inject, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { Drawing } from '../ground/drawing.js'
import { ConfigToken, type Config } from '../platform/config.js'
import { reply } from '../platform/reply.js'
import { fail, ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { sessionRoutes, type SessionOut } from '../wire/access.js'
import { roleGrants } from '../wire/permission.js'
import { AccountService, told } from './account.service.js'
import { sessionCookie } from './cookie.js'
import { nameKey } from '../wire/name-key.js'
import { overTls } from './origin.js'
import type { Principal } from './principal.js'
import { Sessions } from './sessions.js'
import { SignIn } from './sign-in.js'

/** Signing in and out. */
@Controller()
export class SessionController {
  constructor(
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(AccountService) private readonly accounts: AccountService,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SignIn) private readonly signIns: SignIn,
    @Inject(Drawing) private readonly drawing: Drawing,
  ) {}

  @Route(sessionRoutes.signIn)
  async signIn(
    @Input() { body }: Input<typeof sessionRoutes.signIn>,
    @Who() who: Principal | null,
    @Req() request: FastifyRequest,
  ) {
    const here = who?.kind === 'account' ? who : null
    const from = { address: request.ip, account: here === null ? null : nameKey(here.name) }
    const checked = await this.signIns.check(body, from)
    if (!checked.ok) return checked
    // A browser holds one session: the one before would otherwise stay open unseen.
    if (here !== null) await this.sessions.end(here.sessionId)
    const agent = request.headers['user-agent'] ?? null
    const secret = await this.sessions.open(checked.value.id, { address: request.ip, agent })
    const account = told(checked.value)
    const permissions = roleGrants[account.role]
    const opened: SessionOut = { account, permissions: [...permissions], ...this.drawing.with(permissions) }
    return reply(opened, { headers: { 'set-cookie': this.cookie(request, secret) } })
  }

  @Route(sessionRoutes.present)
  async present(@Who() who: Principal | null) {
    const account = who?.kind === 'account' ? await this.accounts.byId(who.id) : null
    const present: SessionOut = {
      account: account === null ? null : told(account),
      permissions: [...(who?.permissions ?? ['open'])],
      ...(who === null ? {} : this.drawing.with(who.permissions)),
    }
    return present
  }

  @Route(sessionRoutes.signOut)
  async signOut(@Who() who: Principal | null, @Req() request: FastifyRequest) {
    if (who?.kind === 'account') await this.sessions.end(who.sessionId)
    return reply(undefined, { headers: { 'set-cookie': this.cookie(request, null) } })
  }

  @Route(sessionRoutes.changePassword)
  async changePassword(@Input() { body }: Input<typeof sessionRoutes.changePassword>, @Who() who: Principal) {
    if (who.kind !== 'account') return fail('not-allowed')
    const changed = await this.accounts.changeOwnPassword(who, body.current, body.next)
    return changed.ok ? ok(undefined) : changed
  }

  private cookie({ headers, protocol }: FastifyRequest, secret: string | null): string {
    return sessionCookie(secret, overTls({ headers, encrypted: protocol === 'https' }, this.config))
  }
}
