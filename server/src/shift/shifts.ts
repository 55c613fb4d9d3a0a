import type { Part } from '../platform/part.js'
import { HandoverService } from './handover.service.js'
import { LogController } from './log.controller.js'
import { LogService } from './log.service.js'
import { ShiftController } from './shift.controller.js'
import { ShiftService } from './shift.service.js'

/** The watch: its log, and how it is handed over. */
export const shifts = {
  controllers: [LogController, ShiftController],
  providers: [LogService, ShiftService, HandoverService],
} satisfies Part
