import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { feedRoutes, incidentFeature } from '../wire/index.js'
import { RejectService } from './reject.service.js'

@Controller()
export class RejectController {
  constructor(@Inject(RejectService) private readonly rejects: RejectService) {}

  @Route(feedRoutes.rejected)
  rejected(@Input() { params, query }: Input<typeof feedRoutes.rejected>) {
    return this.rejects.page(params.id, query)
  }

  @Route(feedRoutes.replay)
  async replay(@Input() { params, body }: Input<typeof feedRoutes.replay>, @Who() who: Principal) {
    const replayed = await this.rejects.replay(params, body, who)
    return replayed.ok ? reply(incidentFeature(replayed.value), { status: 201 }) : replayed
  }

  @Route(feedRoutes.dismissAll)
  dismissAll(@Input() { params, query }: Input<typeof feedRoutes.dismissAll>) {
    return this.rejects.dismissAll(params.id, query.until)
  }

  @Route(feedRoutes.dismiss)
  async dismiss(@Input() { params }: Input<typeof feedRoutes.dismiss>) {
    const dismissed = await this.rejects.dismiss(params)
    return dismissed.ok ? reply(null, { status: 204 }) : dismissed
  }
}
