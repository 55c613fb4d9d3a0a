import { Controller, Inject } from '@nestjs/common'
import type { Point } from 'geojson'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { Input, Route, Who } from '../platform/route.js'
import { placeRoutes } from '../wire/index.js'
import { PlaceListService } from './place-list.service.js'
import { PlaceService } from './place.service.js'

/** Where texts put things. */
@Controller()
export class PlaceController {
  constructor(
    @Inject(PlaceService) private readonly places: PlaceService,
    @Inject(PlaceListService) private readonly brought: PlaceListService,
  ) {}

  @Route(placeRoutes.find)
  async find(@Input() { query }: Input<typeof placeRoutes.find>) {
    const { q, admin1 = null, near, nearMetres, limit } = query
    const point: Point | null = near === undefined ? null : { type: 'Point', coordinates: near }
    return this.places.resolve(q, { admin1, near: point && { point, metres: nearMetres }, limit })
  }

  @Route(placeRoutes.lists)
  async lists() {
    return { items: await this.brought.lists() }
  }

  @Route(placeRoutes.beginList)
  async begin(@Input() { body }: Input<typeof placeRoutes.beginList>, @Who() who: Principal) {
    return this.brought.begin(body, who.name)
  }

  @Route(placeRoutes.addToList)
  async add(@Input() { params, body }: Input<typeof placeRoutes.addToList>) {
    const added = await this.brought.add(params.id, body)
    if (added.ok && added.value.active) await this.places.look()
    return added
  }

  @Route(placeRoutes.removeList)
  async remove(@Input() { params }: Input<typeof placeRoutes.removeList>) {
    const removed = await this.brought.remove(params.id)
    if (!removed.ok) return removed
    await this.places.look()
    return reply(null, { status: 204 })
  }
}
