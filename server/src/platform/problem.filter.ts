import { finding } from '@cordon/alerts'
import {
  Catch,
  HttpException,
  Inject,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { shown, type Failure } from '../wire/problem.js'
import { fastifyFailure } from './fastify-failure.js'
import { failureOf } from './failure.js'
import { LogToken } from './log.js'
import { offeredMethods } from './paths.js'
import { problemBody } from './problem-reply.js'
import { told } from './result.js'
import { registeredContracts } from './route.js'

/** The one place that tells in HTTP what was thrown: expected failures as they are, all else without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LogToken) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const failure = this.failure(error, request, reply)
    if (reply.raw.headersSent) {
      // A stream that broke half way cannot become a problem document: the cut connection tells it.
      reply.raw.destroy()
      return
    }
    void reply.send(problemBody(reply, failure))
  }

  private failure(error: unknown, request: FastifyRequest, reply: FastifyReply): Failure {
    if (error instanceof NotFoundException) return missing(request, reply)
    const failure = fastifyFailure(error, request) ?? failureOf(error)
    if (failure?.code === 'unavailable') this.log.warn({ err: error, request: request.id }, 'the database is away')
    if (failure !== null) return failure
    if (error instanceof HttpException && error.getStatus() < 500) return ofStatus(error)
    this.log.error({ err: error, request: request.id }, 'unexpected')
    return told('unexpected', finding('away.logged', { request: request.id }))
  }
}

/** What files of the page are refused for is said by a status alone. */
function ofStatus(error: HttpException): Failure {
  const status = error.getStatus()
  if (status === 416) return { code: 'no-such-range' }
  return status === 403 ? { code: 'not-allowed' } : { code: 'invalid-input', detail: error.message }
}

function missing(request: FastifyRequest, reply: FastifyReply): Failure {
  const path = request.url.split('?', 1)[0] ?? ''
  const offered = offeredMethods(registeredContracts(), path)
  // A part of it is not what the route takes: nothing is there.
  if (offered.length === 0 || offered.includes(request.method))
    return told('not-found', finding('away.nothing', { got: shown(path) }))
  void reply.header('allow', offered.join(', '))
  return told('method-not-allowed', finding('body.method', { got: request.method, options: offered }))
}
