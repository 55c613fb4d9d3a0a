import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { logRoutes } from '../wire/index.js'
import { LogService } from './log.service.js'

@Controller()
export class LogController {
  constructor(@Inject(LogService) private readonly log: LogService) {}

  @Route(logRoutes.list)
  list(@Input() { query }: Input<typeof logRoutes.list>, @Who() who: Principal) {
    return this.log.page(query, who)
  }

  @Route(logRoutes.write)
  write(@Input() { body }: Input<typeof logRoutes.write>, @Who() who: Principal) {
    return this.log.write(body, who)
  }

  @Route(logRoutes.strike)
  strike(@Input() { params, body }: Input<typeof logRoutes.strike>, @Who() who: Principal) {
    return this.log.strike(params.id, body.reason, who)
  }
}
