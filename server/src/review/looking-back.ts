import { TrendController } from '../history/trend.controller.js'
import { TrendService } from '../history/trend.service.js'
import type { Part } from '../platform/part.js'
import { ReviewController } from './review.controller.js'
import { ReviewService } from './review.service.js'

/** What looks back on weeks and on the watch, for the list of the whole server. */
export const lookingBack = {
  controllers: [TrendController, ReviewController],
  providers: [TrendService, ReviewService],
} satisfies Part
