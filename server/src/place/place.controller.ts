import { Controller, Inject } from '@nestjs/common'
import type { Point } from 'geojson'
import { Input, Route } from '../platform/route.js'
import { placeRoutes } from '../wire/index.js'
import { PlaceService } from './place.service.js'

/** Where texts put things. */
@Controller()
export class PlaceController {
  constructor(@Inject(PlaceService) private readonly places: PlaceService) {}

  @Route(placeRoutes.find)
  async find(@Input() { query }: Input<typeof placeRoutes.find>) {
    const { q, admin1 = null, near, nearMetres, limit } = query
    const point: Point | null = near === undefined ? null : { type: 'Point', coordinates: near }
    return this.places.resolve(q, { admin1, near: point && { point, metres: nearMetres }, limit })
  }
}
