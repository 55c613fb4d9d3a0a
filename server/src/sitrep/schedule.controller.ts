import { Controller, Inject } from '@nestjs/common'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route } from '../platform/route.js'
import { sitrepScheduleRoutes, type SitrepSchedule } from '../wire/index.js'
import { SitrepScheduleService } from './schedule.service.js'

@Controller()
export class SitrepScheduleController {
  constructor(@Inject(SitrepScheduleService) private readonly schedules: SitrepScheduleService) {}

  @Route(sitrepScheduleRoutes.list)
  async list() {
    return { items: await this.schedules.list(), next: null }
  }

  @Route(sitrepScheduleRoutes.create)
  async create(@Input() { body }: Input<typeof sitrepScheduleRoutes.create>) {
    return tagged(await this.schedules.create(body), 201)
  }

  @Route(sitrepScheduleRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof sitrepScheduleRoutes.change>,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.schedules.change(body, { id: params.id, ifMatch }))
  }

  @Route(sitrepScheduleRoutes.remove)
  async remove(@Input() { params }: Input<typeof sitrepScheduleRoutes.remove>, @IfMatch() ifMatch: string | null) {
    const gone = await this.schedules.remove({ id: params.id, ifMatch })
    return gone.ok ? reply(null, { status: 204 }) : gone
  }
}

function tagged(result: Result<SitrepSchedule>, status: 200 | 201 = 200) {
  return result.ok ? reply(result.value, { status, etag: etagOf(result.value.revision) }) : result
}
