import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { CoarseGrid } from '@cordon/alerts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { map, of, type Observable } from 'rxjs'
import { Sight } from '../sight/sight.js'
import { coarseTag, tellCoarsely } from '../sight/tell.js'
import type { Answer, Contract } from '../wire/route.js'
import { parseInput } from './parse-input.js'
import { problemBody } from './problem-reply.js'
import { Reply } from './reply.js'
import { isResult } from './result.js'

/** How somebody is answered: by which contract, and to which grid they see places. */
interface Asked {
  readonly contract: Contract
  readonly reply: FastifyReply
  readonly grid: CoarseGrid | null
}

/**
 * Parses the request before the controller runs, and tells its outcome in HTTP afterwards: coarsely to those who may not
 * see exact places, whatever the controller answered.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(@Inject(Sight) private readonly sight: Sight) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const { contract } = request.routeOptions.config
    if (contract === undefined) throw new Error(`${request.method} ${request.routeOptions.url ?? ''} has no contract.`)
    const input = parseInput(contract, request)
    if (!input.ok) return of(problemBody(reply, input.failure))
    request.input = input.value
    const asked = { contract, reply, grid: this.sight.gridFor(request.principal) }
    return next.handle().pipe(map((outcome) => tell(asked, outcome)))
  }
}

function tell(asked: Asked, outcome: unknown): unknown {
  if (isResult(outcome)) {
    return outcome.ok ? tell(asked, outcome.value) : problemBody(asked.reply, outcome.failure)
  }
  if (outcome instanceof Reply) return tellReply(asked, outcome)
  const answer = asked.contract.answers[0]
  begin(asked.reply, answer)
  return bodyFor(asked, answer, outcome)
}

function tellReply(asked: Asked, { body, options }: Reply): unknown {
  const { contract, reply, grid } = asked
  const answer = contract.answers.find(({ status }) => status === options.status) ?? contract.answers[0]
  begin(reply, answer)
  if (options.type !== undefined) void reply.header('content-type', options.type)
  // A document has the tag of its own text, told coarsely or not: whoever has it already sends that tag back.
  const isDocument = grid === null || answer?.schema === undefined
  if (options.etag !== undefined) void reply.header('etag', isDocument ? options.etag : coarseTag(options.etag))
  void reply.headers({ ...options.headers })
  return bodyFor(asked, answer, body)
}

function bodyFor({ grid }: Asked, answer: Answer | undefined, body: unknown): unknown {
  return grid === null || answer?.schema === undefined ? body : tellCoarsely(answer.schema, body, grid)
}

function begin(reply: FastifyReply, answer: Answer | undefined): void {
  // What one may see is not for any cache on the way to keep.
  void reply.status(answer?.status ?? 200).header('cache-control', 'no-store')
  if (answer?.type !== undefined) void reply.header('content-type', `${answer.type}; charset=utf-8`)
}
