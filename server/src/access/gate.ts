import { finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ConfigToken, type Config } from '../platform/config.js'
import { problemBody } from '../platform/problem-reply.js'
import { deny, fail, ok, type Result } from '../platform/result.js'
import type { Contract } from '../wire/route.js'
import { Authenticator } from './authenticator.js'
import { askerOf, Limits } from './limits.js'
import { hostAllowed, originAllowed } from './origin.js'
import { may, type Principal } from './principal.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back the place among the requests under way. */
    done: (() => void) | null
  }
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * The one gate of HTTP, before a body is read: our host, a route with a contract, who asks, from where, how often, and
 * whether they may. Whatever is not a contract's route or the page is denied.
 */
@Injectable()
export class Gate {
  constructor(
    @Inject(ConfigToken) private readonly config: Config,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  install(instance: FastifyInstance): void {
    instance.decorateRequest('principal', null)
    instance.decorateRequest('done', null)
    instance.addHook('onRequest', async (request, reply) => this.meet(request, reply))
    instance.addHook('onResponse', (request, _reply, next) => {
      request.done?.()
      next()
    })
  }

  private async meet(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const passed = await this.check(request)
    return passed.ok ? undefined : reply.send(problemBody(reply, passed.failure))
  }

  private async check(request: FastifyRequest): Promise<Result<null>> {
    const host = hostAllowed(request.headers.host, this.config)
    if (!host.ok) return host
    const { contract, page } = request.routeOptions.config
    if (contract === undefined) return page === true || request.is404 ? ok(null) : fail('not-allowed')
    const { headers } = request
    const encrypted = request.protocol === 'https'
    const inAddress = contract.tokenInAddress === true ? tokenIn(request.query) : null
    const found = await this.authenticator.authenticate({ headers, encrypted, inAddress })
    if (!found.ok) return found
    request.principal = found.value
    return this.admit(request, contract, found.value)
  }

  private admit(request: FastifyRequest, contract: Contract, principal: Principal | null): Result<null> {
    const origin = this.fromOurPage(request)
    if (!origin.ok) return origin
    const ingest = principal?.kind === 'token' && ['ingest', 'import'].includes(contract.permission)
    const begun = this.limits.begin(askerOf(principal, request.ip), ingest)
    if (!begun.ok) return begun
    request.done = begun.value.done
    return permit(contract, principal)
  }

  /** Cookies come along with whatever page sends the request; tokens do not. */
  private fromOurPage({ method, headers }: FastifyRequest): Result<null> {
    if (safeMethods.includes(method) || headers.authorization !== undefined) return ok(null)
    if (headers.cookie === undefined && headers.origin === undefined) return ok(null)
    return originAllowed(headers, this.config)
  }
}

function tokenIn(query: unknown): string | null {
  const token = typeof query === 'object' && query !== null && 'token' in query ? query.token : null
  return typeof token === 'string' ? token : null
}

function permit({ permission }: Contract, principal: Principal | null): Result<null> {
  if (may(principal, permission)) return ok(null)
  if (principal === null) return deny('not-signed-in', finding('access.signIn', {}))
  if (permission === 'own') return deny('not-allowed', finding('access.people', {}))
  const why =
    principal.kind === 'account'
      ? finding('access.role', { role: principal.role, permission })
      : finding('access.scopes', { scopes: principal.scopes.join(', '), permission })
  return deny('not-allowed', why)
}
