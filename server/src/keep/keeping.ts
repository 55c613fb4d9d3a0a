import type { Part } from '../platform/part.js'
import { Archiver } from './archiver.js'
import { HoldService } from './hold.service.js'
import { Holds } from './holds.js'
import { KeepingController } from './keeping.controller.js'
import { KeepingService } from './keeping.service.js'
import { NightRunner } from './night.runner.js'
import { NightTimers } from './night.timers.js'

/** How long what is kept stays in the database, what is held, and what goes into files. */
export const keeping = {
  controllers: [KeepingController],
  providers: [Holds, HoldService, KeepingService, Archiver, NightTimers, NightRunner],
} satisfies Part
