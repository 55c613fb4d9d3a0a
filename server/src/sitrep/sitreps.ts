import type { Part } from '../platform/part.js'
import { SitrepReckoner } from './reckoner.js'
import { SitrepScheduleController } from './schedule.controller.js'
import { SitrepRunner } from './schedule.runner.js'
import { SitrepScheduleService } from './schedule.service.js'
import { SitrepTimers } from './schedule.timers.js'
import { SitrepPostController } from './sitrep-post.controller.js'
import { SitrepPostService } from './sitrep-post.service.js'
import { SitrepController } from './sitrep.controller.js'
import { SitrepService } from './sitrep.service.js'

/** Monthly reports, for the list of the whole server. */
export const sitreps = {
  controllers: [SitrepController, SitrepPostController, SitrepScheduleController],
  providers: [SitrepReckoner, SitrepService, SitrepPostService, SitrepScheduleService, SitrepTimers, SitrepRunner],
} satisfies Part
