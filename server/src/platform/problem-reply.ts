import type { FastifyReply } from 'fastify'
import { toProblem, type Failure, type ProblemDocument } from '../wire/problem.js'

/** Sets status and headers for a failure and gives the body that tells it. */
export function problemBody(reply: FastifyReply, failure: Failure): ProblemDocument {
  const problem = toProblem(failure)
  void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8')
  void reply.header('cache-control', 'no-store')
  if (failure.retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(failure.retryAfter)))
  return problem
}
