import { SitrepReckoner } from './reckoner.js'
import { SitrepController } from './sitrep.controller.js'
import { SitrepService } from './sitrep.service.js'

/** Monthly reports, for the list of the whole server. */
export const sitreps = {
  controllers: [SitrepController],
  providers: [SitrepReckoner, SitrepService],
} as const
