import { faultAt, finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { tellCoarsely } from '../sight/tell.js'
import { shown } from '../wire/problem.js'
import { isDoneOnce, type Contract } from '../wire/route.js'
import { Clock } from './clock.js'
import { Idempotency, type KeptAnswer } from './idempotency.js'
import { problemBody } from './problem-reply.js'
import type { Asked } from './tell.js'

/** Answers that may be told again carry these beside their body. */
const keptHeaders = ['content-type', 'etag', 'location']

/** A request with a key, and its work. */
interface Keyed {
  readonly request: FastifyRequest
  readonly asked: Asked
  readonly key: string
  readonly work: () => Promise<unknown>
}

/** Honours `Idempotency-Key` on every POST but those whose answers hold secrets that are not to be kept. */
@Injectable()
export class Once {
  constructor(
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The key of a request; null where it has none, or none that counts. */
  keyOf({ headers }: FastifyRequest, contract: Contract): string | null {
    const key = headers['idempotency-key']
    return typeof key === 'string' && isDoneOnce(contract) ? key : null
  }

  /** Has the work done once, and its answer told again to whoever repeats the request. */
  async run({ request, asked, key, work }: Keyed): Promise<unknown> {
    const { contract, reply } = asked
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
      const fault = faultAt('Idempotency-Key', finding('body.key', { got: shown(key) }))
      return problemBody(reply, { code: 'invalid-input', errors: [fault] })
    }
    const principal = request.principal === null ? 'nobody' : `${request.principal.kind}:${request.principal.id}`
    const route = `${contract.method} ${contract.path}`
    const use = { principal, key, route, requestHash: hashOf(request), now: this.clock.now() }
    const begun = await this.idempotency.begin(use)
    if (!begun.ok) return problemBody(reply, begun.failure)
    if (begun.value !== null) return again(reply, seenBy(asked, begun.value))
    return this.idempotency.run(use, work, (outcome) => answerOf(reply, outcome))
  }
}

/** What was kept is what was stored; who sees places coarsely is told it so again. */
function seenBy({ contract, grid }: Asked, kept: KeptAnswer): KeptAnswer {
  const schema = contract.answers.find(({ status }) => status === kept.status)?.schema
  if (grid === null || schema === undefined || kept.body === '') return kept
  const { etag, ...headers } = kept.headers
  const body: unknown = JSON.parse(kept.body)
  return { ...kept, headers, body: JSON.stringify(tellCoarsely(schema, body, grid)) }
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
