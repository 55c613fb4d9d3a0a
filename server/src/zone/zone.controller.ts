import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { etagOf } from '../platform/etag.js'
import { reply } from '../platform/reply.js'
import { ok } from '../platform/result.js'
import { IfMatch, Input, Route, Who } from '../platform/route.js'
import { zoneFeature, zoneRoutes } from '../wire/index.js'
import { ZoneService } from './zone.service.js'

@Controller()
export class ZoneController {
  constructor(@Inject(ZoneService) private readonly zones: ZoneService) {}

  @Route(zoneRoutes.list)
  async list(@Input() { query }: Input<typeof zoneRoutes.list>, @Who() who: Principal) {
    const page = await this.zones.list(query, who)
    if (!page.ok) return page
    return { type: 'FeatureCollection', features: page.value.items.map(zoneFeature), next: page.value.next }
  }

  @Route(zoneRoutes.load)
  async load(@Who() who: Principal) {
    return ok(await this.zones.load(who))
  }

  @Route(zoneRoutes.create)
  async create(@Input() { body }: Input<typeof zoneRoutes.create>, @Who() who: Principal) {
    const made = await this.zones.create(body, who)
    return made.ok ? reply(zoneFeature(made.value), { etag: etagOf(made.value.version) }) : made
  }

  @Route(zoneRoutes.one)
  async one(@Input() { params, query }: Input<typeof zoneRoutes.one>, @Who() who: Principal) {
    const found = await this.zones.one(params.id, query.version ?? null, who)
    return found.ok ? reply(zoneFeature(found.value), { etag: etagOf(found.value.version) }) : found
  }

  @Route(zoneRoutes.change)
  async change(
    @Input() { params, body }: Input<typeof zoneRoutes.change>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const changed = await this.zones.change(body, { id: params.id, who, ifMatch })
    return changed.ok ? reply(zoneFeature(changed.value), { etag: etagOf(changed.value.version) }) : changed
  }

  @Route(zoneRoutes.archive)
  async archive(
    @Input() { params }: Input<typeof zoneRoutes.archive>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const archived = await this.zones.archive({ id: params.id, who, ifMatch })
    return archived.ok ? reply(null, { status: 204, etag: etagOf(archived.value.version) }) : archived
  }

  @Route(zoneRoutes.restore)
  async restore(
    @Input() { params }: Input<typeof zoneRoutes.restore>,
    @Who() who: Principal,
    @IfMatch() ifMatch: string | null,
  ) {
    const restored = await this.zones.restore({ id: params.id, who, ifMatch })
    return restored.ok ? reply(zoneFeature(restored.value), { etag: etagOf(restored.value.version) }) : restored
  }
}
