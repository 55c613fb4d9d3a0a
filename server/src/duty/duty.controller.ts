import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import type { Result } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { escalationRoutes, peopleRoutes, rotationRoutes } from '../wire/index.js'
import { DutyService } from './duty.service.js'

/** Who is told when nobody comes. */
@Controller()
export class DutyController {
  constructor(@Inject(DutyService) private readonly duty: DutyService) {}

  @Route(peopleRoutes.list)
  async people() {
    return { items: await this.duty.people(), next: null }
  }

  @Route(escalationRoutes.list)
  async escalations() {
    return { items: await this.duty.list('escalation'), next: null }
  }

  @Route(escalationRoutes.create)
  async createEscalation(@Input() { body }: Input<typeof escalationRoutes.create>, @Who() who: Principal) {
    return answer(await this.duty.create('escalation', body, who))
  }

  @Route(escalationRoutes.change)
  async changeEscalation(
    @Input() { params, body }: Input<typeof escalationRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return answer(await this.duty.change('escalation', body, { id: params.id, who, ifMatch }))
  }

  @Route(escalationRoutes.remove)
  async removeEscalation(
    @Input() { params }: Input<typeof escalationRoutes.remove>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return gone(await this.duty.remove('escalation', { id: params.id, who, ifMatch }))
  }

  @Route(rotationRoutes.list)
  async rotations() {
    return { items: await this.duty.list('rotation'), next: null }
  }

  @Route(rotationRoutes.create)
  async createRotation(@Input() { body }: Input<typeof rotationRoutes.create>, @Who() who: Principal) {
    return answer(await this.duty.create('rotation', body, who))
  }

  @Route(rotationRoutes.change)
  async changeRotation(
    @Input() { params, body }: Input<typeof rotationRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return answer(await this.duty.change('rotation', body, { id: params.id, who, ifMatch }))
  }

  @Route(rotationRoutes.remove)
  async removeRotation(
    @Input() { params }: Input<typeof rotationRoutes.remove>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    return gone(await this.duty.remove('rotation', { id: params.id, who, ifMatch }))
  }
}

function answer<T extends { readonly version: number }>(result: Result<T>) {
  return result.ok ? reply(result.value, { etag: etagOf(result.value.version) }) : result
}

function gone(result: Result<unknown>) {
  return result.ok ? reply(null, { status: 204 }) : result
}
