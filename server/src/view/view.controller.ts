import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { viewRoutes } from '../wire/index.js'
import { ViewService } from './view.service.js'

@Controller()
export class ViewController {
  constructor(@Inject(ViewService) private readonly views: ViewService) {}

  @Route(viewRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.views.list(who), next: null }
  }

  @Route(viewRoutes.save)
  save(@Input() { body }: Input<typeof viewRoutes.save>, @Who() who: Principal) {
    return this.views.save(body, who)
  }

  @Route(viewRoutes.remove)
  async remove(@Input() { params }: Input<typeof viewRoutes.remove>, @Who() who: Principal) {
    const gone = await this.views.remove(params.id, who)
    return gone.ok ? reply(null, { status: 204 }) : gone
  }
}
