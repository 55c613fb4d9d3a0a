import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { bodyLimitBytes, installBodies } from './body.js'
import type { Config } from './config.js'
import { fastifyFailure, refuseConnection } from './fastify-failure.js'
import { installHeaders } from './headers.js'
import { newId } from './id.js'
import type { Metrics } from './metrics.js'
import { problemBody } from './problem-reply.js'

/** Opens Fastify for Nest; what every request meets comes in the order in which it is installed. */
export function openHttp(config: Config): FastifyAdapter {
  const { trustProxy } = config
  return new FastifyAdapter({
    logger: false,
    trustProxy: typeof trustProxy === 'boolean' ? trustProxy : [...trustProxy],
    bodyLimit: bodyLimitBytes,
    requestTimeout: 120_000,
    genReqId: () => newId(Date.now()),
    // A root is asked for with its slash as well as without.
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    skipMiddie: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const failure = fastifyFailure(error, request) ?? { code: 'invalid-input', detail: error.message }
      void reply.send(problemBody(reply, failure))
    },
    clientErrorHandler: refuseConnection,
  })
}

/** What stands before every route: headers, bodies, one line in the log and one figure a request. */
export async function installPlatform(
  instance: FastifyInstance,
  { config, log, metrics }: { readonly config: Config; readonly log: Logger; readonly metrics: Metrics },
): Promise<void> {
  await installHeaders(instance, config)
  installBodies(instance)
  instance.decorateReply('refusal', null)
  instance.addHook('onResponse', (request, reply, next) => {
    const { method, id, ip } = request
    const route = request.routeOptions.url ?? 'none'
    const ms = reply.elapsedTime
    if (reply.refusal !== null) metrics.refusals.inc({ code: reply.refusal })
    metrics.requests.observe({ route, method, status: reply.statusCode }, ms / 1000)
    const path = request.url.split('?', 1)[0]
    log[level(reply.statusCode, method)]({ request: id, method, path, status: reply.statusCode, ms, ip }, 'answered')
    next()
  })
}

/** Reading is not worth a line while all is well. */
function level(status: number, method: string): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn'
  return method === 'GET' || method === 'HEAD' ? 'debug' : 'info'
}
