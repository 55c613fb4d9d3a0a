import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { map, of, type Observable } from 'rxjs'
import type { Answer, Contract } from '../wire/route.js'
import { parseInput } from './parse-input.js'
import { problemBody } from './problem-reply.js'
import { Reply } from './reply.js'
import { isResult } from './result.js'

/** Parses the request before the controller runs, and tells its outcome in HTTP afterwards. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const { contract } = request.routeOptions.config
    if (contract === undefined) throw new Error(`${request.method} ${request.routeOptions.url ?? ''} has no contract.`)
    const input = parseInput(contract, request)
    if (!input.ok) return of(problemBody(reply, input.failure))
    request.input = input.value
    return next.handle().pipe(map((outcome) => tell(contract, reply, outcome)))
  }
}

function tell(contract: Contract, reply: FastifyReply, outcome: unknown): unknown {
  if (isResult(outcome)) {
    return outcome.ok ? tell(contract, reply, outcome.value) : problemBody(reply, outcome.failure)
  }
  if (outcome instanceof Reply) return tellReply(contract, reply, outcome)
  begin(reply, contract.answers[0])
  return outcome
}

function tellReply(contract: Contract, reply: FastifyReply, { body, options }: Reply): unknown {
  begin(reply, contract.answers.find(({ status }) => status === options.status) ?? contract.answers[0])
  if (options.type !== undefined) void reply.header('content-type', options.type)
  if (options.etag !== undefined) void reply.header('etag', options.etag)
  void reply.headers({ ...options.headers })
  return body
}

function begin(reply: FastifyReply, answer: Answer | undefined): void {
  // What one may see is not for any cache on the way to keep.
  void reply.status(answer?.status ?? 200).header('cache-control', 'no-store')
  if (answer?.type !== undefined) void reply.header('content-type', `${answer.type}; charset=utf-8`)
}
