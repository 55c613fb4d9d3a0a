import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { ok, type Result } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentFeature, sameRoutes } from '../wire/index.js'
import { IncidentService, type Changed } from './incident.service.js'
import { SameService } from './same.service.js'

/** Whether two incidents are one: what suggests it, and what people make of it. */
@Controller()
export class SameController {
  constructor(
    @Inject(IncidentService) private readonly incidents: IncidentService,
    @Inject(SameService) private readonly same: SameService,
  ) {}

  @Route(sameRoutes.similar)
  async similar(@Input() { params }: Input<typeof sameRoutes.similar>, @Who() who: Principal) {
    const found = await this.same.similarTo(params.id, who)
    if (!found.ok) return found
    return ok({ items: found.value.map((it) => ({ ...it, incident: incidentFeature(it.incident) })), next: null })
  }

  @Route(sameRoutes.merge)
  async merge(@Input() { params, body }: Input<typeof sameRoutes.merge>, @Who() who: Principal) {
    return changedReply(await this.incidents.change({ what: 'merge', id: params.id, ...body }, who))
  }

  @Route(sameRoutes.unmerge)
  async unmerge(@Input() { params, body }: Input<typeof sameRoutes.unmerge>, @Who() who: Principal) {
    return changedReply(await this.incidents.change({ what: 'unmerge', id: params.id, ...body }, who))
  }

  @Route(sameRoutes.distinct)
  async distinct(@Input() { params, body }: Input<typeof sameRoutes.distinct>, @Who() who: Principal) {
    const noted = await this.same.keepApart(params.id, body, who)
    return noted.ok ? reply(undefined, { status: 204 }) : noted
  }
}

function changedReply(changed: Result<Changed>) {
  if (!changed.ok) return changed
  const { incident } = changed.value
  return reply(incidentFeature(incident), { etag: etagOf(incident.revision) })
}
