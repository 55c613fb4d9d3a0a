import { Caller } from '../duty/caller.js'
import { DutyController } from '../duty/duty.controller.js'
import { DutyService } from '../duty/duty.service.js'
import type { Part } from '../platform/part.js'
import { ViewController } from '../view/view.controller.js'
import { ViewService } from '../view/view.service.js'
import { AlertController } from './alert.controller.js'
import { AlertDesk } from './alert.desk.js'
import { AlertFollower } from './alert.follower.js'
import { AlertService } from './alert.service.js'
import { AlertTimers } from './alert.timers.js'
import { TimerRunner } from './timer.runner.js'

/** The life of an alert, and who is called when nobody comes. */
export const alerts = {
  controllers: [AlertController, ViewController, DutyController],
  providers: [AlertService, ViewService, AlertDesk, AlertTimers, AlertFollower, Caller, DutyService, TimerRunner],
} satisfies Part
