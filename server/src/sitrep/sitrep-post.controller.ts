import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { ok, type Result } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { sitrepPostRoutes, type SitrepPost } from '../wire/index.js'
import { SitrepPostService } from './sitrep-post.service.js'

@Controller()
export class SitrepPostController {
  constructor(@Inject(SitrepPostService) private readonly post: SitrepPostService) {}

  @Route(sitrepPostRoutes.readers)
  async readers() {
    return { items: await this.post.readers(), next: null }
  }

  @Route(sitrepPostRoutes.sent)
  async sent(@Input() { params }: Input<typeof sitrepPostRoutes.sent>) {
    return listed(await this.post.sent(params.id))
  }

  @Route(sitrepPostRoutes.send)
  async send(@Input() { params, body }: Input<typeof sitrepPostRoutes.send>, @Who() who: Principal) {
    return listed(await this.post.send(params.id, body.people, who))
  }
}

function listed(result: Result<readonly SitrepPost[]>) {
  return result.ok ? ok({ items: result.value, next: null }) : result
}
