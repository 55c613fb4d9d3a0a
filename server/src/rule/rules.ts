import { AbsenceRunner } from '../absence/absence.runner.js'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { CalendarController } from '../calendar/calendar.controller.js'
import { CalendarService } from '../calendar/calendar.service.js'
import type { Part } from '../platform/part.js'
import { PostponedRunner } from '../postponed/postponed.runner.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { RulePreviewController } from '../preview/preview.controller.js'
import { RulePreviewService } from '../preview/preview.service.js'
import { SilencePreviewService } from '../silence/silence-preview.service.js'
import { SilenceController } from '../silence/silence.controller.js'
import { SilenceService } from '../silence/silence.service.js'
import { ExplainService } from './explain.service.js'
import { RuleRecordService } from './rule-record.service.js'
import { RuleController } from './rule.controller.js'
import { RuleService } from './rule.service.js'

/** What is worth telling, tried before it is stored, kept quiet or told late. */
export const rules = {
  controllers: [CalendarController, RuleController, RulePreviewController, SilenceController],
  providers: [
    CalendarService,
    RuleService,
    RulePreviewService,
    SilenceService,
    SilencePreviewService,
    ExplainService,
    RuleRecordService,
    AbsenceTimers,
    AbsenceRunner,
    PostponedTimers,
    PostponedRunner,
  ],
} satisfies Part
