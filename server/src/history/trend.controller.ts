import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { trendRoutes } from '../wire/index.js'
import { TrendService } from './trend.service.js'

@Controller()
export class TrendController {
  constructor(@Inject(TrendService) private readonly trends: TrendService) {}

  @Route(trendRoutes.trend)
  trend(@Input() { query }: Input<typeof trendRoutes.trend>, @Who() who: Principal) {
    return this.trends.of(query, who)
  }

  @Route(trendRoutes.groups)
  groups(@Input() { query }: Input<typeof trendRoutes.groups>, @Who() who: Principal) {
    return this.trends.groups(query, who)
  }
}
