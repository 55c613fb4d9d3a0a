import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { zoneFileRoutes as routes } from '../wire/index.js'
import { ZoneFiles } from './zone-files.service.js'

@Controller()
export class ZoneFileController {
  constructor(@Inject(ZoneFiles) private readonly files: ZoneFiles) {}

  @Route(routes.read)
  read(@Input() { body }: Input<typeof routes.read>, @Who() who: Principal) {
    return this.files.read(body, who)
  }

  @Route(routes.bring)
  bring(@Input() { body }: Input<typeof routes.bring>, @Who() who: Principal) {
    return this.files.bring(body.zones, who)
  }
}
