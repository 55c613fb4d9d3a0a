import type { IncidentTrend, IncidentTrendGroups, trendRoutes } from '@cordon/server/wire'
import { call, type Answer, type Request, type RouteOf } from './http.js'

type Routes = typeof trendRoutes
const trend: RouteOf<Routes['trend']> = { method: 'GET', path: '/api/incidents/trend' }
const groups: RouteOf<Routes['groups']> = { method: 'GET', path: '/api/incidents/trend/groups' }

type Query = NonNullable<Request['query']>

/** How many the same filters hold by week, day and hour, and what is to be said of the last week. */
export function readTrend(query: Query): Promise<Answer<IncidentTrend>> {
  return call(trend, { query })
}

/** The same by week for each type or actor. */
export function readTrendGroups(query: Query, by: 'type' | 'actor'): Promise<Answer<IncidentTrendGroups>> {
  return call(groups, { query: { ...query, by } })
}
