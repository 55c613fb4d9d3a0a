import type { FastifyReply } from 'fastify'
import { toProblem, type Failure, type ProblemCode, type ProblemDocument } from '../wire/problem.js'
import { letsPass } from './body.js'

declare module 'fastify' {
  interface FastifyReply {
    /** Why the request was refused; null where it was not. For the figures. */
    refusal: ProblemCode | null
  }
}

/** Sets status and headers for a failure and gives the body that tells it. */
export function problemBody(reply: FastifyReply, failure: Failure): ProblemDocument {
  const problem = toProblem(failure)
  reply.refusal = failure.code
  void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8')
  void reply.header('cache-control', 'no-store')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="Cordon"')
  if (failure.code === 'too-large' && letsPass(reply.request)) void reply.removeHeader('connection')
  if (failure.retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(failure.retryAfter)))
  return problem
}
