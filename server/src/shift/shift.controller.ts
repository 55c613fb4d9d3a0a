import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { handoverRoutes, shiftRoutes, type HandoverTold } from '../wire/index.js'
import { HandoverService } from './handover.service.js'
import { ShiftService } from './shift.service.js'

@Controller()
export class ShiftController {
  constructor(
    @Inject(ShiftService) private readonly shifts: ShiftService,
    @Inject(HandoverService) private readonly handovers: HandoverService,
  ) {}

  @Route(shiftRoutes.list)
  list(@Input() { query }: Input<typeof shiftRoutes.list>) {
    return this.shifts.list(query)
  }

  @Route(shiftRoutes.take)
  take(@Input() { body }: Input<typeof shiftRoutes.take>, @Who() who: Principal) {
    return this.shifts.take(body.relieves ?? null, who)
  }

  @Route(shiftRoutes.end)
  end(@Input() { params }: Input<typeof shiftRoutes.end>, @Who() who: Principal) {
    return this.shifts.end(params.id, who)
  }

  @Route(handoverRoutes.list)
  past(@Input() { query }: Input<typeof handoverRoutes.list>) {
    return this.handovers.list(query)
  }

  @Route(handoverRoutes.begin)
  async begin(@Who() who: Principal) {
    return tagged(await this.handovers.begin(who))
  }

  @Route(handoverRoutes.one)
  async one(@Input() { params }: Input<typeof handoverRoutes.one>) {
    return tagged(await this.handovers.one(params.id))
  }

  @Route(handoverRoutes.edit)
  async edit(
    @Input() { params, body }: Input<typeof handoverRoutes.edit>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.handovers.edit(body, { id: params.id, who, ifMatch }))
  }

  @Route(handoverRoutes.sign)
  async sign(
    @Input() { params }: Input<typeof handoverRoutes.sign>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.handovers.sign({ id: params.id, who, ifMatch }))
  }

  @Route(handoverRoutes.countersign)
  async countersign(
    @Input() { params }: Input<typeof handoverRoutes.countersign>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.handovers.countersign({ id: params.id, who, ifMatch }))
  }

  @Route(handoverRoutes.withdraw)
  async withdraw(
    @Input() { params }: Input<typeof handoverRoutes.withdraw>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return tagged(await this.handovers.withdraw({ id: params.id, who, ifMatch }))
  }
}

function tagged(result: Result<HandoverTold>) {
  return result.ok ? reply(result.value, { etag: etagOf(result.value.revision) }) : result
}
