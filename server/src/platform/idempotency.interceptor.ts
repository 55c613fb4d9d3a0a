import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { firstValueFrom, from, type Observable } from 'rxjs'
import { Clock } from './clock.js'
import { Idempotency, type KeptAnswer } from './idempotency.js'
import { problemBody } from './problem-reply.js'
import { Sight } from '../sight/sight.js'
import { tellCoarsely } from '../sight/tell.js'
import type { Contract } from '../wire/route.js'

/** Answers that may be told again carry these beside their body. */
const keptHeaders = ['content-type', 'etag', 'location']

/** Honours `Idempotency-Key` on every POST but those of access, whose answers hold secrets that are not to be kept. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const { contract } = request.routeOptions.config
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || contract === undefined || !isKept(contract)) return next.handle()
    return from(this.once(request, reply, { key, contract, work: () => firstValueFrom(next.handle()) }))
  }

  private async once(request: FastifyRequest, reply: FastifyReply, { key, contract, work }: Once): Promise<unknown> {
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
      const message = 'Expected 1 to 200 printable characters without blanks'
      return problemBody(reply, { code: 'invalid-input', errors: [{ path: 'Idempotency-Key', message }] })
    }
    const principal = request.principal === null ? 'nobody' : `${request.principal.kind}:${request.principal.id}`
    const route = `${contract.method} ${contract.path}`
    const use = { principal, key, route, requestHash: hashOf(request), now: this.clock.now() }
    const begun = await this.idempotency.begin(use)
    if (!begun.ok) return problemBody(reply, begun.failure)
    if (begun.value !== null) return again(reply, this.seenBy(request, contract, begun.value))
    return this.idempotency.run(use, work, (outcome) => answerOf(reply, outcome))
  }

  /** What was kept is what was stored; who sees places coarsely is told it so again. */
  private seenBy({ principal }: FastifyRequest, { answers }: Contract, kept: KeptAnswer): KeptAnswer {
    const grid = this.sight.gridFor(principal)
    const schema = answers.find(({ status }) => status === kept.status)?.schema
    if (grid === null || schema === undefined || kept.body === '') return kept
    const { etag, ...headers } = kept.headers
    const body: unknown = JSON.parse(kept.body)
    return { ...kept, headers, body: JSON.stringify(tellCoarsely(schema, body, grid)) }
  }
}

interface Once {
  readonly key: string
  readonly contract: Contract
  readonly work: () => Promise<unknown>
}

function isKept({ method, tag }: Contract): boolean {
  return method === 'POST' && tag !== 'access'
}

function hashOf({ url, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${url}\n${JSON.stringify(body ?? null)}`)
    .digest()
}

function again(reply: FastifyReply, { status, headers, body }: KeptAnswer): unknown {
  void reply.status(status).headers({ ...headers, 'idempotency-replayed': 'true' })
  return body === '' ? undefined : body
}

/** A refusal changed nothing: its key is free for the corrected request. */
function answerOf(reply: FastifyReply, outcome: unknown): KeptAnswer | null {
  if (reply.statusCode >= 300) return null
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name)
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const type = headers.length > 0 ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { status: reply.statusCode, headers: { ...type, ...Object.fromEntries(headers) }, body: textOf(outcome) }
}

function textOf(outcome: unknown): string {
  return outcome === undefined ? '' : JSON.stringify(outcome)
}
