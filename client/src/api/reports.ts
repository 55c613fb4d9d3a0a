import type { Report } from '@cordon/alerts'
import type { IncidentFeature, reportInput, reportPatch, reportRoutes } from '@cordon/server/wire'
import type { z } from 'zod'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Routes = typeof reportRoutes
const ofIncident: RouteOf<Routes['ofIncident']> = { method: 'GET', path: '/api/incidents/:id/reports' }
const add: RouteOf<Routes['add']> = { method: 'POST', path: '/api/incidents/:id/reports' }
const amend: RouteOf<Routes['amend']> = { method: 'PATCH', path: '/api/reports/:id' }

/** What somebody may say in a report. */
export type ReportSaid = z.input<typeof reportInput>

export function reportsOf(id: string): Promise<Answer<ItemPage<Report>>> {
  return call(ofIncident, { params: { id } })
}

export function addReport(id: string, report: ReportSaid): Promise<Answer<IncidentFeature>> {
  return call(add, { params: { id }, body: report })
}

export function amendReport(id: string, patch: z.input<typeof reportPatch>): Promise<Answer<IncidentFeature>> {
  return call(amend, { params: { id }, body: patch })
}
