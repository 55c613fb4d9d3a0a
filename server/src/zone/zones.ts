import type { Part } from '../platform/part.js'
import { ZoneFileController } from './zone-file.controller.js'
import { ZoneFiles } from './zone-files.service.js'
import { ZoneVersionsController } from './zone-versions.controller.js'
import { ZoneVersions } from './zone-versions.service.js'
import { ZoneController } from './zone.controller.js'
import { ZoneService } from './zone.service.js'

/** Areas that are watched: drawn, read from files, and who changed them. */
export const zones = {
  controllers: [ZoneController, ZoneVersionsController, ZoneFileController],
  providers: [ZoneService, ZoneVersions, ZoneFiles],
} satisfies Part
