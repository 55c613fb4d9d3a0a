import type { CoarseGrid } from '@cordon/alerts'
import type { FastifyReply } from 'fastify'
import { coarseTag, tellCoarsely } from '../sight/tell.js'
import type { Answer, Contract } from '../wire/route.js'
import { problemBody } from './problem-reply.js'
import { Reply } from './reply.js'
import { isResult } from './result.js'

/** How somebody is answered: by which contract, and to which grid they see places. */
export interface Asked {
  readonly contract: Contract
  readonly reply: FastifyReply
  readonly grid: CoarseGrid | null
}

/**
 * Tells in HTTP what a controller answered: coarsely to those who may not see exact places, whatever it answered. Gives the
 * body.
 */
export function tell(asked: Asked, outcome: unknown): unknown {
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
  if (options.headers !== undefined) void reply.headers({ ...options.headers })
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
