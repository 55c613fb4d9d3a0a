import { finding } from '@cordon/alerts'
import { Controller, Inject, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../access/origin.js'
import { may, type Principal } from '../access/principal.js'
import { platformRoutes } from '../wire/platform.js'
import { Metrics } from './metrics.js'
import { reply } from './reply.js'
import { deny, fail } from './result.js'
import { Route, Who } from './route.js'

/** Figures for Prometheus: free on the machine itself, elsewhere for whoever may read. */
@Controller()
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Route(platformRoutes.metrics)
  async figures(@Who() who: Principal | null, @Req() { ip, headers }: FastifyRequest) {
    // A proxy on this machine is not the one who asks.
    const here = isLoopback(ip.replace(/^::ffff:/, '')) && headers['x-forwarded-for'] === undefined
    if (!here && !may(who, 'read')) {
      return who === null ? deny('not-signed-in', finding('access.elsewhere', {})) : fail('not-allowed')
    }
    return reply(await this.metrics.registry.metrics(), { type: this.metrics.registry.contentType })
  }
}
