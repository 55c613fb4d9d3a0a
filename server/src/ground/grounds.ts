import type { Part } from '../platform/part.js'
import { Drawing } from './drawing.js'
import { OwnMapController } from './own-map.controller.js'
import { OwnMap } from './own-map.js'

/** What lies beneath all that is drawn, for the list of the whole server. */
export const grounds = {
  controllers: [OwnMapController],
  providers: [OwnMap, Drawing],
} satisfies Part
