import { Controller, Inject } from '@nestjs/common'
import { Input, Route } from '../platform/route.js'
import { facilityFeature, facilityRoutes } from '../wire/index.js'
import { FacilityService } from './facility.service.js'

@Controller()
export class FacilityController {
  constructor(@Inject(FacilityService) private readonly facilities: FacilityService) {}

  @Route(facilityRoutes.list)
  async list(@Input() { query }: Input<typeof facilityRoutes.list>) {
    const page = await this.facilities.list(query)
    if (!page.ok) return page
    return { type: 'FeatureCollection', features: page.value.items.map(facilityFeature), next: page.value.next }
  }

  @Route(facilityRoutes.create)
  async create(@Input() { body }: Input<typeof facilityRoutes.create>) {
    const [facility] = await this.facilities.create([body])
    return facility === undefined ? null : facilityFeature(facility)
  }
}
