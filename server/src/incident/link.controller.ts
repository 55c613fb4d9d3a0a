import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentFeature, linkRoutes } from '../wire/index.js'
import { LinkService } from './link.service.js'

@Controller()
export class LinkController {
  constructor(@Inject(LinkService) private readonly links: LinkService) {}

  @Route(linkRoutes.list)
  async list(@Input() { params }: Input<typeof linkRoutes.list>) {
    const found = await this.links.of(params.id)
    if (!found.ok) return found
    return ok({ items: found.value.map((it) => ({ ...it, incident: incidentFeature(it.incident) })), next: null })
  }

  @Route(linkRoutes.set)
  set(@Input() { params, body }: Input<typeof linkRoutes.set>, @Who() who: Principal) {
    return this.links.set(params.id, body, who)
  }

  @Route(linkRoutes.remove)
  remove(@Input() { params, body }: Input<typeof linkRoutes.remove>, @Who() who: Principal) {
    return this.links.remove(params.id, body.reason, who)
  }
}
