import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { reviewRoutes } from '../wire/index.js'
import { ReviewService } from './review.service.js'

@Controller()
export class ReviewController {
  constructor(@Inject(ReviewService) private readonly reviews: ReviewService) {}

  @Route(reviewRoutes.review)
  review(@Input() { query }: Input<typeof reviewRoutes.review>, @Who() who: Principal) {
    return this.reviews.of(query.days, who)
  }
}
