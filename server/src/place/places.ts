import { FacilityController } from '../facility/facility.controller.js'
import { FacilityService } from '../facility/facility.service.js'
import type { Part } from '../platform/part.js'
import { PlaceListService } from './place-list.service.js'
import { PlaceController } from './place.controller.js'
import { PlaceService } from './place.service.js'
import { PointCheck } from './point-check.js'

/** Where things are: places by name, and facilities. */
export const places = {
  controllers: [PlaceController, FacilityController],
  providers: [PlaceService, PointCheck, PlaceListService, FacilityService],
} satisfies Part
