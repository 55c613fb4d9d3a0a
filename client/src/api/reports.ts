import type { Report } from '@cordon/alerts'
import type { reportRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof reportRoutes
const ofIncident: RouteOf<Routes['ofIncident']> = { method: 'GET', path: '/api/incidents/:id/reports' }

export function reportsOf(id: string): Promise<Answer<ItemPage<Report>>> {
  return call(ofIncident, { params: { id } })
}
