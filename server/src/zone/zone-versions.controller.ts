import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { zoneVersionsRoutes as routes } from '../wire/index.js'
import { ZoneVersions } from './zone-versions.service.js'

@Controller()
export class ZoneVersionsController {
  constructor(@Inject(ZoneVersions) private readonly past: ZoneVersions) {}

  @Route(routes.versions)
  versions(@Input() { params }: Input<typeof routes.versions>, @Who() who: Principal) {
    return this.past.of(params.id, who)
  }
}
