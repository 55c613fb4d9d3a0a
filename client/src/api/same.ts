import type { Sameness } from '@cordon/alerts'
import type { IncidentFeature, sameRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof sameRoutes
const similar: RouteOf<Routes['similar']> = { method: 'GET', path: '/api/incidents/:id/similar' }
const merge: RouteOf<Routes['merge']> = { method: 'POST', path: '/api/incidents/:id/merge' }
const unmerge: RouteOf<Routes['unmerge']> = { method: 'POST', path: '/api/incidents/:id/unmerge' }
const distinct: RouteOf<Routes['distinct']> = { method: 'POST', path: '/api/incidents/:id/distinct' }

/** An incident that may tell the same, and why. */
export interface Similar extends Sameness {
  readonly incident: IncidentFeature
}

export function similarTo(id: string): Promise<Answer<ItemPage<Similar>>> {
  return call(similar, { params: { id } })
}

export function mergeIncident(id: string, into: string, reason: string): Promise<Answer<IncidentFeature>> {
  return call(merge, { params: { id }, body: { into, reason } })
}

export function unmergeIncident(id: string, reason: string): Promise<Answer<IncidentFeature>> {
  return call(unmerge, { params: { id }, body: { reason } })
}

export function keepApart(id: string, from: string): Promise<Answer<undefined>> {
  return call(distinct, { params: { id }, body: { from } })
}
