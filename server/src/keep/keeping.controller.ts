import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { keepingRoutes, type Keeping } from '../wire/index.js'
import { HoldService } from './hold.service.js'
import { KeepingService } from './keeping.service.js'

@Controller()
export class KeepingController {
  constructor(
    @Inject(KeepingService) private readonly keeping: KeepingService,
    @Inject(HoldService) private readonly holds: HoldService,
  ) {}

  @Route(keepingRoutes.read)
  async read() {
    return tagged({ ok: true, value: await this.keeping.read() })
  }

  @Route(keepingRoutes.preview)
  preview(@Input() { body }: Input<typeof keepingRoutes.preview>) {
    return this.keeping.preview(body.periods)
  }

  @Route(keepingRoutes.save)
  async save(
    @Input() { body }: Input<typeof keepingRoutes.save>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.keeping.save(body.periods, who, ifMatch))
  }

  @Route(keepingRoutes.holds)
  async list() {
    return { items: await this.holds.list(), next: null }
  }

  @Route(keepingRoutes.hold)
  async hold(@Input() { body }: Input<typeof keepingRoutes.hold>, @Who() who: Principal) {
    const put = await this.holds.put(body, who)
    return put.ok ? reply(put.value, { status: 201 }) : put
  }

  @Route(keepingRoutes.release)
  release(@Input() { params, body }: Input<typeof keepingRoutes.release>, @Who() who: Principal) {
    return this.holds.release(params.id, body.reason, who)
  }
}

function tagged(result: Result<Keeping>) {
  return result.ok ? reply(result.value, { etag: etagOf(result.value.revision) }) : result
}
