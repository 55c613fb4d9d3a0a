import type { Unfired } from '@cordon/alerts'
import type { IncidentFeature, reviewOut, reviewRoutes } from '@cordon/server/wire'
import type { z } from 'zod'
import { call, type Answer, type RouteOf } from './http.js'

const review: RouteOf<(typeof reviewRoutes)['review']> = { method: 'GET', path: '/api/review' }

/** An incident that no rule told of, and what each said. */
interface Missed {
  readonly incident: IncidentFeature
  readonly unfired: readonly Unfired[]
}

export interface Review extends Omit<z.output<typeof reviewOut>, 'missed'> {
  readonly missed: { readonly total: number; readonly incidents: readonly Missed[] }
}

/** How the watch did in so many days up to now. */
export function readReview(days: number): Promise<Answer<Review>> {
  return call(review, { query: { days } })
}
