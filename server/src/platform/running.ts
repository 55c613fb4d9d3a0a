import { APP_FILTER } from '@nestjs/core'
import { Sight } from '../sight/sight.js'
import { FeedMemoryRunner } from '../upkeep/feed-memory.runner.js'
import { ForgetRunner } from '../upkeep/forget.runner.js'
import { Answering } from './answering.js'
import { HealthController } from './health.controller.js'
import { Housekeeping } from './housekeeping.js'
import { Idempotency } from './idempotency.js'
import { MetricsController } from './metrics.controller.js'
import { Metrics } from './metrics.js'
import { OpenApiController } from './openapi.controller.js'
import { Once } from './once.js'
import type { Part } from './part.js'
import { ProblemFilter } from './problem.filter.js'
import { StandbyTeller } from './standby.teller.js'

/** How the house runs: its health, its figures, and what every answer has. */
export const running = {
  controllers: [HealthController, MetricsController, OpenApiController],
  providers: [
    Sight,
    ForgetRunner,
    FeedMemoryRunner,
    Metrics,
    Idempotency,
    Once,
    Answering,
    Housekeeping,
    StandbyTeller,
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
} satisfies Part
