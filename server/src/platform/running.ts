import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core'
import { Sight } from '../sight/sight.js'
import { FeedMemoryRunner } from '../upkeep/feed-memory.runner.js'
import { ForgetRunner } from '../upkeep/forget.runner.js'
import { AnswerInterceptor } from './answer.interceptor.js'
import { HealthController } from './health.controller.js'
import { Housekeeping } from './housekeeping.js'
import { IdempotencyInterceptor } from './idempotency.interceptor.js'
import { Idempotency } from './idempotency.js'
import { MetricsController } from './metrics.controller.js'
import { Metrics } from './metrics.js'
import { OpenApiController } from './openapi.controller.js'
import type { Part } from './part.js'
import { ProblemFilter } from './problem.filter.js'

/** How the house runs: its health, its figures, and what every answer has. */
export const running = {
  controllers: [HealthController, MetricsController, OpenApiController],
  providers: [
    Sight,
    ForgetRunner,
    FeedMemoryRunner,
    Metrics,
    Idempotency,
    Housekeeping,
    { provide: APP_FILTER, useClass: ProblemFilter },
    // The outer one sees what the inner one tells.
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
} satisfies Part
