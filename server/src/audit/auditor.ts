import { Inject, Injectable } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Clock } from '../platform/clock.js'
import type { AuditSaid } from '../wire/index.js'
import type { Contract } from '../wire/route.js'
import { AuditService } from './audit.service.js'

/**
 * Notes what is done and what is taken out, before it is answered. What is brought in is noted with whatever else is
 * under way, and nobody waits for it: that it came stands with the incident itself.
 */
@Injectable()
export class Auditor {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  install(instance: FastifyInstance): void {
    instance.addHook('onSend', async (request, reply, payload: unknown) => {
      await this.meet(request, reply, payload)
      return payload
    })
  }

  private async meet(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
    const { contract } = request.routeOptions.config
    if (contract === undefined || !isAudited(contract, reply.statusCode)) return
    const entry = this.entryOf(request, reply, contract)
    if (contract.permission === 'ingest') this.audit.noteSoon(entry)
    else await this.audit.note({ ...entry, ...(reply.statusCode === 201 ? madeIn(payload) : {}) })
  }

  private entryOf(request: FastifyRequest, reply: FastifyReply, contract: Contract): Omit<AuditSaid, 'seq'> {
    const { principal, params } = request
    const { method, path } = contract
    const query = contract.asksInBody === true ? askedIn(request.body) : request.query
    return {
      at: this.clock.now(),
      by: principal === null ? 'nobody' : `${principal.kind}:${principal.id}`,
      name: principal?.name ?? nameIn(request.body, reply.statusCode),
      action: `${method} ${path}`,
      status: reply.statusCode,
      params: params ?? {},
      query: toldQuery(query, principal === null),
    }
  }
}

/** What changes something or takes it out of the house, where it was done or was not allowed; what is read is not noted. */
function isAudited({ method, permission, answers, isWatched }: Contract, status: number): boolean {
  if (isWatched && status < 400) return false
  const isTakenOut = permission === 'export' || answers.some(({ type }) => type === 'application/pdf')
  if (method === 'GET' && !isTakenOut && permission !== 'audit:read') return false
  return status < 400 || status === 401 || status === 403
}

/** The id of what an answer says was made. */
function madeIn(payload: unknown): { readonly made?: string } {
  if (typeof payload !== 'string') return {}
  const said: unknown = JSON.parse(payload)
  const isSaid = typeof said === 'object' && said !== null && 'id' in said
  return isSaid && typeof said.id === 'string' ? { made: said.id } : {}
}

/** What is asked for in a body, name by name; nothing where it is no object. */
function askedIn(body: unknown): object {
  if (typeof body !== 'object' || body === null) return {}
  const { search = {}, ...others } = { search: undefined, ...body }
  return { ...others, ...(typeof search === 'object' ? search : { search }) }
}

/** Whoever has just signed in was nobody when they asked; a name that is none may be a password typed in the wrong place. */
function nameIn(body: unknown, status: number): string {
  const isIn = status < 400 && typeof body === 'object' && body !== null && 'name' in body
  return isIn && typeof body.name === 'string' ? body.name : ''
}

/** What an address asks, for good: no secret that somebody typed into it, and of those who may do nothing no long texts. */
function toldQuery(query: unknown, isNobody: boolean): Readonly<Record<string, unknown>> {
  const said = typeof query === 'object' && query !== null ? Object.entries(query) : []
  return Object.fromEntries(
    said
      .slice(0, isNobody ? mostFields : said.length)
      .map(([name, value]: [string, unknown]) => [name, name === 'token' ? 'removed' : isNobody ? cut(value) : value]),
  )
}

const mostFields = 20
const mostLetters = 100

function cut(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : value
}
